package dev.conform.processor.page;

import com.fasterxml.jackson.jr.ob.JSON;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The frame of a page. Its policy lets the browser run this one script and use this one style
 * sheet, so that nothing else runs even if it found its way into the page.
 */
final class PageTemplate {

  private final Template template;
  private final Map<String, Object> fixed;

  /**
   * Reads a template.
   *
   * @param name of its resource
   * @param scripts resources that make the page's script, in this order
   */
  PageTemplate(String name, String... scripts) {
    template = Mustache.compiler().compile(read(name));
    String style = read("page.css");
    String script =
        Arrays.stream(scripts).map(PageTemplate::read).collect(Collectors.joining("\n"));
    fixed =
        Map.of(
            "style", style, "styleHash", hash(style), "script", script, "scriptHash", hash(script));
  }

  /**
   * Writes a page.
   *
   * @param texts for the template; it escapes them
   * @param data for the script
   * @return the page, the same for the same arguments
   */
  String render(Map<String, Object> texts, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(texts);
    all.putAll(fixed);
    all.put("data", inScript(data));
    return template.execute(all);
  }

  /** Returns JSON in which nothing ends the script element or begins a comment. */
  static String inScript(Map<String, Object> data) {
    try {
      return JSON.std
          .asString(data)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026");
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing JSON to a string", impossible);
    }
  }

  /** Returns what a content security policy calls an inline script or style sheet. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageTemplate.class.getResourceAsStream(name), name)) {
      // A browser reads every line end as a line feed before it takes the hash.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
