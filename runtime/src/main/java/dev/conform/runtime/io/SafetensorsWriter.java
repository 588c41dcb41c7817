package dev.conform.runtime.io;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes a safetensors file: tensors of 32-bit floats, one behind the other in the given order. */
final class SafetensorsWriter {

  private static final int CHUNK = 1 << 20;
  private static final int ALIGNMENT = 8;

  /**
   * A tensor whose values are fetched when their turn comes, so that only one is held at a time.
   *
   * @param name its key
   * @param shape sizes of its dimensions
   * @param values gives the product of the shape many values
   */
  record Source(String name, List<Integer> shape, Supplier<float[]> values) {

    long bytes() {
      return shape.stream().reduce(1, Math::multiplyExact) * (long) Float.BYTES;
    }
  }

  private final Disk disk;

  SafetensorsWriter(Disk disk) {
    this.disk = disk;
  }

  /**
   * Writes the file.
   *
   * @throws IllegalArgumentException if two tensors have one name, or the header would be too long
   * @throws IOException if the file cannot be written; what was there before is unchanged then
   */
  void write(Path file, List<Source> tensors, Map<String, String> metadata) throws IOException {
    ByteBuffer header = header(tensors, metadata);
    new AtomicFile(disk)
        .write(
            file,
            channel -> {
              disk.write(channel, header);
              ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
              for (Source tensor : tensors) {
                write(channel, buffer, tensor.values().get());
              }
            });
  }

  private void write(FileChannel channel, ByteBuffer buffer, float[] values) throws IOException {
    int perChunk = CHUNK / Float.BYTES;
    for (int start = 0; start < values.length; start += perChunk) {
      int count = Math.min(perChunk, values.length - start);
      buffer.clear();
      buffer.asFloatBuffer().put(values, start, count);
      buffer.limit(count * Float.BYTES);
      disk.write(channel, buffer);
    }
  }

  private static ByteBuffer header(List<Source> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      metadata.forEach(SafetensorsWriter::requireText);
      json.put(Header.METADATA, new TreeMap<>(metadata)); // one order, whatever the map's
    }
    long offset = 0;
    for (Source tensor : tensors) {
      long end = Math.addExact(offset, tensor.bytes());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", DataType.F32.name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, end));
      if (json.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("two tensors named " + Text.quote(tensor.name()));
      }
      offset = end;
    }
    byte[] text = JSON.std.asString(json).getBytes(StandardCharsets.UTF_8);
    int length = Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT;
    if (length > Header.LONGEST) {
      throw new IllegalArgumentException(
          "a header of %,d bytes; the format allows %,d".formatted(length, Header.LONGEST));
    }
    byte[] padded = Arrays.copyOf(text, length);
    Arrays.fill(padded, text.length, length, (byte) ' ');
    return ByteBuffer.allocate(Header.LENGTH_BYTES + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(padded)
        .flip();
  }

  private static void requireText(String key, String value) {
    if (!Text.isWellFormed(key) || !Text.isWellFormed(value)) {
      throw new IllegalArgumentException(
          "metadata %s: half of a surrogate pair".formatted(Text.quote(key)));
    }
  }
}
