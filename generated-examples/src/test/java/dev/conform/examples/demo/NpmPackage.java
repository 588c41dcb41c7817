package dev.conform.examples.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes npm packages, good and bad. */
final class NpmPackage {

  private NpmPackage() {}

  /** Writes entries of zeros. */
  static Path write(Path file, Map<String, Long> sizes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      byte[] zeros = new byte[1 << 16];
      for (Map.Entry<String, Long> size : sizes.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(size.getKey(), true);
        entry.setSize(size.getValue());
        tar.putArchiveEntry(entry);
        for (long left = size.getValue(); left > 0; left -= zeros.length) {
          tar.write(zeros, 0, (int) Math.min(zeros.length, left));
        }
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** Writes a package whose one entry promises more than there is. */
  static Path promise(Path file, String name, long size) throws IOException {
    byte[] header = new byte[512];
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    entry.writeEntryHeader(header);
    try (OutputStream out = new GzipCompressorOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      out.write("the end".getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }
}
