package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheDirectoryTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void eachPlatformHasItsOwn() {
    assertEquals(Path.of("/home/ada/.cache/conform"), CacheDirectory.find("Linux", HOME, Map.of()));
    assertEquals(
        Path.of("/home/ada/Library/Caches/conform"),
        CacheDirectory.find("Mac OS X", HOME, Map.of()));
    assertEquals(
        Path.of("/home/ada/AppData/Local/conform/cache"),
        CacheDirectory.find("Windows 11", HOME, Map.of()));
    assertEquals(
        Path.of("/elsewhere/conform/cache"),
        CacheDirectory.find("Windows 11", HOME, Map.of("LOCALAPPDATA", "/elsewhere")));
  }

  @Test
  void linuxFollowsXdg() {
    assertEquals(
        Path.of("/var/c/conform"),
        CacheDirectory.find("Linux", HOME, Map.of("XDG_CACHE_HOME", "/var/c")));
    assertEquals(
        Path.of("/home/ada/.cache/conform"),
        CacheDirectory.find("Linux", HOME, Map.of("XDG_CACHE_HOME", "not/absolute")));
  }
}
