package dev.conform.tests.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.LeNet5;
import dev.conform.processor.page.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the literature, with our figures. */
class ComparisonTest {

  private static final String FOLDER = "META-INF/conform";

  @TempDir private Path folder;

  /** Lays the summaries of examples into a folder as javac does. */
  private Path summaries(String... networks) throws IOException {
    Path conform = Files.createDirectories(folder.resolve("classes").resolve(FOLDER));
    for (String network : networks) {
      String file = "dev.conform.examples." + network + ".json";
      try (InputStream in =
          Objects.requireNonNull(
              LeNet5.class.getResourceAsStream("/" + FOLDER + "/" + file), file)) {
        Files.write(conform.resolve(file), in.readAllBytes());
      }
    }
    return folder.resolve("classes");
  }

  /**
   * Years and depths are the papers'. Parameters and multiply-accumulates: AlexNet and GoogLeNet
   * those of Caffe's reference models, the others those of torchvision 0.22. Receptive fields of
   * the last feature map follow from kernels and strides (Araujo et al. 2019): VGG-16 has 212.
   */
  @Test
  void showsTheTableOfTheLiterature() throws IOException {
    Path classes =
        summaries(
            "LeNet5",
            "alexnet.AlexNet",
            "vgg.Vgg16",
            "googlenet.GoogLeNet",
            "resnet.ResNet50",
            "resnet.ResNet152");
    try (Browser browser = Browser.start()) {
      Path page = folder.resolve("compare.html");
      Files.writeString(page, new Comparison().of(List.of(classes)));
      browser.open(page, 1400, 1100);
      assertEquals(
          List.of(
              "LeNet5 1998 5 61,706 416,520 1×32×32 10 16×16",
              "AlexNet 2012 8 60,965,224 724,406,816 3×227×227 1000 195×195",
              "Vgg16 2014 16 138,357,544 15,470,264,320 3×224×224 1000 212×212",
              "GoogLeNet 2014 22 6,998,552 1,582,671,872 3×224×224 1000 715×715",
              "ResNet50 2015 50 25,557,032 4,089,184,256 3×224×224 1000 427×427",
              "ResNet152 2015 152 60,192,808 11,513,626,624 3×224×224 1000 1451×1451"),
          rows(browser));
      browser.picture("compare");

      browser.one("button[data-key=parameters]").click();
      assertEquals("Vgg16", names(browser).get(0));
      browser.one("button[data-key=parameters]").click();
      assertEquals("GoogLeNet", names(browser).get(1));
      browser.one("button[data-key=year]").click();
      assertEquals(List.of("ResNet50", "ResNet152"), names(browser).subList(0, 2));

      String before = browser.texts("td[data-key=training]").get(0);
      browser.type("#batch", "1");
      assertTrue(!before.equals(browser.texts("td[data-key=training]").get(0)));

      browser.type("#filter", "resnet.");
      assertEquals(List.of("ResNet50", "ResNet152"), names(browser));
      assertEquals(2, browser.all("#plot circle").size());
      assertEquals(List.of(), browser.complaints());
      assertEquals(
          List.of(),
          browser.requests().stream().filter(address -> !address.startsWith("file:")).toList());
    }
  }

  private static List<String> names(Browser browser) {
    return browser.texts("#networks tbody th");
  }

  /** Returns the first eight columns of each row. */
  private static List<String> rows(Browser browser) {
    List<String> names = names(browser);
    return Stream.iterate(0, i -> i < names.size(), i -> i + 1)
        .map(
            i ->
                names.get(i)
                    + " "
                    + String.join(
                        " ",
                        browser
                            .texts("#networks tbody tr:nth-child(" + (i + 1) + ") td")
                            .subList(0, 7)))
        .toList();
  }

  @Test
  void readsSummariesFoldersAndJars() throws IOException {
    Path classes = summaries("LeNet5", "vgg.Vgg16");
    Path file = classes.resolve(FOLDER).resolve("dev.conform.examples.LeNet5.json");
    Path jar = folder.resolve("networks.jar");
    try (FileSystem zip =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
      Files.createDirectories(zip.getPath(FOLDER));
      Files.copy(file, zip.getPath(FOLDER, String.valueOf(file.getFileName())));
    }
    String alone = new Comparison().of(List.of(file));
    assertTrue(alone.contains("\"LeNet5\""));
    assertEquals(alone, new Comparison().of(List.of(jar)));
    assertEquals(alone, new Comparison().of(List.of(file, jar)), "a network stands there once");
    assertTrue(new Comparison().of(List.of(classes)).contains("\"Vgg16\""));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertEquals(nowhere + " is not there", told(nowhere));
    assertTrue(told(Files.createDirectories(folder.resolve("empty"))).contains("has no " + FOLDER));
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertTrue(told(broken).startsWith(broken + " is no summary of a network: "));
    Path old = Files.writeString(folder.resolve("old.json"), "{\"name\":\"Old\"}");
    assertTrue(told(old).contains("has no \"input\"; compile the network again"));
  }

  private static String told(Path path) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> new Comparison().of(List.of(path)))
            .getMessage());
  }
}
