package dev.conform.tests.page;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium without a window. It is installed by the build where the build may; where it is
 * missing all the same, a test that asks for it is skipped, and fails in CI.
 */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser. */
  static Browser start() {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      String message =
          "no browser to open pages in: install it with apt-get install chromium chromium-driver";
      return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Opens a file in a window of a size. */
  void open(Path page, int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.get(page.toUri().toString());
  }

  /** Returns the only element that a CSS selector finds. */
  WebElement one(String selector) {
    List<WebElement> found = all(selector);
    if (found.size() != 1) {
      throw new AssertionError(selector + " finds " + found.size() + " elements");
    }
    return found.get(0);
  }

  /** Returns all that a CSS selector finds. */
  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Returns what is written in all that a CSS selector finds. */
  List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  /** Returns an attribute of the only element that a CSS selector finds. */
  String attribute(String selector, String name) {
    return String.valueOf(one(selector).getDomAttribute(name));
  }

  /** Returns an attribute of all that a CSS selector finds. */
  List<String> attributes(String selector, String name) {
    return all(selector).stream()
        .map(found -> String.valueOf(found.getDomAttribute(name)))
        .toList();
  }

  /** Replaces what stands in a field. */
  void type(String selector, String text) {
    WebElement field = one(selector);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, text);
  }

  /** Returns what a script returns. */
  String script(String script) {
    return String.valueOf(driver.executeScript("return " + script));
  }

  /** Keeps a picture of what can be seen for people to look at. */
  void picture(String name) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "pages"));
      Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the browser has complained of since it was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** Returns the addresses that the browser has asked for since it was last asked. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      if (read(entry.getMessage()).get("message") instanceof Map<?, ?> message
          && "Network.requestWillBeSent".equals(message.get("method"))
          && message.get("params") instanceof Map<?, ?> parameters
          && parameters.get("request") instanceof Map<?, ?> request) {
        addresses.add(String.valueOf(request.get("url")));
      }
    }
    return addresses;
  }

  private static Map<String, Object> read(String json) {
    try {
      return JSON.std.mapFrom(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
