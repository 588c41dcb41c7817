package dev.conform.runtime.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One IDX file, read whole.
 *
 * <p>The magic is two zero bytes, the type of the values, and the number of dimensions; then comes
 * each dimension as a big-endian 32-bit number, then the values. No more memory is taken than the
 * file has bytes to fill it with.
 */
final class IdxFile {

  private static final int UNSIGNED_BYTE = 0x08;

  private static final Map<Integer, String> OTHER_TYPES =
      Map.of(0x09, "signed bytes", 0x0b, "shorts", 0x0c, "ints", 0x0d, "floats", 0x0e, "doubles");

  /** Deflate makes at most 258 bytes of 2 bits. */
  private static final long GZIP_RATIO = 1032;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final Path file;
  private final InputStream in;
  private final boolean packed;
  private final long limit;
  private long offset;
  private int[] dimensions = {};
  private byte[] values = {};

  private IdxFile(Path file, InputStream in, boolean packed, long limit) {
    this.file = file;
    this.in = in;
    this.packed = packed;
    this.limit = limit;
  }

  /**
   * Reads a file.
   *
   * @param file plain or packed by gzip, whatever its name
   * @param what it holds, for messages
   * @param ranks the numbers of dimensions that will do
   * @return its dimensions and values
   */
  static IdxFile read(Path file, String what, List<Integer> ranks) throws IOException {
    long size = Files.size(file);
    try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      if (!packed) {
        return new IdxFile(file, raw, false, size).read(what, ranks);
      }
      try (InputStream in = new GZIPInputStream(raw, 1 << 16)) {
        return new IdxFile(file, in, true, size * GZIP_RATIO).read(what, ranks);
      } catch (EOFException | ZipException damaged) {
        throw new MalformedDataException(
            file, 0, "a gzip header", "damage: " + damaged.getMessage(), damaged);
      }
    }
  }

  private IdxFile read(String what, List<Integer> ranks) throws IOException {
    byte[] magic = bytes(4, "the 4 bytes of the magic");
    if (magic[0] != 0 || magic[1] != 0) {
      throw malformed(
          0,
          "an IDX file, which begins with two zero bytes",
          HexFormat.ofDelimiter(" ").formatHex(magic),
          null);
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw malformed(
          2,
          "type 0x08 (unsigned bytes)",
          "0x%02x (%s)"
              .formatted(magic[2], OTHER_TYPES.getOrDefault(magic[2] & 0xff, "not a type of IDX")),
          null);
    }
    int rank = magic[3] & 0xff;
    if (!ranks.contains(rank)) {
      String wanted = ranks.size() == 1 ? ranks.get(0) + " dimension" : "3 or 4 dimensions";
      throw malformed(3, wanted + " for " + what, Integer.toString(rank), null);
    }
    dimensions = new int[rank];
    long total = 1;
    for (int d = 0; d < rank; d++) {
      long at = offset;
      long dimension =
          ByteBuffer.wrap(bytes(4, "dimension %d of %d".formatted(d, rank))).getInt() & 0xffffffffL;
      if (dimension == 0) {
        throw malformed(at, "dimension %d to be 1 or more".formatted(d), "0", null);
      }
      // Division, because the product of such numbers may overflow.
      if (dimension > Math.min(limit, MOST_BYTES) / total) {
        throw malformed(
            at,
            "dimension %d of a file that holds %,d bytes%s (%,d can be read)"
                .formatted(d, limit, packed ? " at most when unpacked" : "", MOST_BYTES),
            total == 1
                ? Long.toString(dimension)
                : "%d, times %,d before it".formatted(dimension, total),
            null);
      }
      dimensions[d] = (int) dimension;
      total *= dimension;
    }
    values =
        bytes((int) total, "%,d %s".formatted(total, rank == 1 ? "labels" : "bytes of images"));
    requireEnd();
    return this;
  }

  private void requireEnd() throws IOException {
    int more;
    try {
      more = in.read(); // at the end of packed data this compares the checksum too
    } catch (EOFException | ZipException damaged) {
      throw malformed(offset, "the end of the file", "damage: " + damaged.getMessage(), damaged);
    }
    if (more >= 0) {
      throw malformed(offset, "the end of the file", "more bytes after the last value", null);
    }
  }

  /** Reads exactly so many bytes. Memory grows with what is really there. */
  private byte[] bytes(int count, String what) throws IOException {
    byte[] read;
    try {
      read = in.readNBytes(count);
    } catch (EOFException | ZipException damaged) {
      throw malformed(offset, what, "damage: " + damaged.getMessage(), damaged);
    }
    if (read.length < count) {
      throw malformed(
          offset + read.length,
          what,
          "the end of the file after %,d of %,d bytes".formatted(read.length, count),
          null);
    }
    offset += count;
    return read;
  }

  private MalformedDataException malformed(
      long at, String expected, String found, @Nullable Throwable cause) {
    return new MalformedDataException(file, at, expected, found, cause);
  }

  int[] dimensions() {
    return dimensions;
  }

  byte[] values() {
    return values;
  }

  int headerBytes() {
    return 4 + 4 * dimensions.length;
  }
}
