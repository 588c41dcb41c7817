package dev.conform.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Conform's own version, from a file that the build fills in. */
final class Version {

  private static final String FILE = "version.properties";

  private Version() {}

  /** Returns for example {@code 0.1.0}. */
  static String current() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in == null) {
        return "unknown version";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
