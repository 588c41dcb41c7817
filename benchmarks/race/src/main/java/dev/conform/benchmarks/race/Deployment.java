package dev.conform.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Adds up what has to be deployed for inference: jars, and natives for one platform. */
final class Deployment {

  private static final double MEGABYTE = 1e6;

  private Deployment() {}

  /** Returns megabytes, compressed as they are in the jars. */
  static double megabytes(Library library) throws IOException {
    long bytes = 0;
    for (Path entry : library.classPath()) {
      String name = Objects.requireNonNull(entry.getFileName()).toString();
      if (library.peer().deploys(name)) {
        try (ZipFile jar = new ZipFile(entry.toFile())) {
          bytes +=
              jar.stream()
                  .filter(file -> !isForeign(file.getName()))
                  .mapToLong(ZipEntry::getCompressedSize)
                  .sum();
        }
      }
    }
    return bytes / MEGABYTE;
  }

  /** ONNX Runtime has the natives of all platforms in one jar. */
  private static boolean isForeign(String file) {
    return file.contains("/native/") && !file.contains("/native/linux-x64/");
  }
}
