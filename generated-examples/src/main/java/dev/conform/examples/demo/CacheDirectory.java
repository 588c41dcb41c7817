package dev.conform.examples.demo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the platform wants a program to keep what it can get again. */
final class CacheDirectory {

  private CacheDirectory() {}

  /**
   * Finds the directory; it need not exist.
   *
   * @param osName {@code os.name}
   * @param home {@code user.home}
   * @param environment the process's variables
   */
  static Path find(String osName, Path home, Map<String, String> environment) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("conform")
          .resolve("cache");
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("conform");
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    // The XDG specification: a path that is not absolute is to be ignored.
    return (xdg == null || !Path.of(xdg).isAbsolute() ? home.resolve(".cache") : Path.of(xdg))
        .resolve("conform");
  }

  /** Finds the directory of this process. */
  static Path find() {
    return find(
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")),
        System.getenv());
  }
}
