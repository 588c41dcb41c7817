package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Replaces a file as a whole: until the last moment the old one is there, from then on the new one.
 * The data are on the disk before the name points to them.
 */
final class AtomicFile {

  /** Writes what the file shall hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private final Disk disk;

  AtomicFile(Disk disk) {
    this.disk = disk;
  }

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot be written; a file that was there is unchanged then, unless
   *     the message says that the new one is in its place
   */
  void write(Path file, Content content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null || target.getFileName() == null) {
      throw new IOException(file + " is not a file's name");
    }
    Path temporary = directory.resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel = disk.create(temporary)) {
        content.writeTo(channel);
        disk.force(channel);
      }
      disk.replace(temporary, target);
    } catch (IOException | RuntimeException | Error failure) {
      deleteAfter(failure, temporary);
      if (failure instanceof IOException && !(failure instanceof ClosedByInterruptException)) {
        throw new IOException(
            "cannot write %s: %s; what was there before is unchanged".formatted(file, failure),
            failure);
      }
      throw failure;
    }
    try {
      disk.forceDirectory(directory);
    } catch (IOException failure) {
      throw new IOException(
          "%s is written and in its place, but its directory could not be forced to the disk: %s; after a power failure the old file may be there"
              .formatted(file, failure),
          failure);
    }
  }

  private void deleteAfter(Throwable failure, Path temporary) {
    try {
      disk.delete(temporary);
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }
}
