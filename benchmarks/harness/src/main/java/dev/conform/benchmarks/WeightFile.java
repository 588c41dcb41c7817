package dev.conform.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a safetensors file that Conform wrote: the length of the header in eight bytes,
 * little-endian, the header as JSON, then the values. They stay in the file until they are asked
 * for, so that reading leaves no trace in an engine's peak of memory.
 */
public final class WeightFile implements AutoCloseable {

  /**
   * A tensor.
   *
   * @param name as in PyTorch
   * @param shape as in PyTorch
   * @param offset of its first byte in the file
   * @param bytes how many there are
   */
  public record Entry(String name, List<Integer> shape, long offset, long bytes) {

    /**
     * Returns the shape for libraries that count in long.
     *
     * @return the same numbers
     */
    public long[] dimensions() {
      return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    /**
     * Tells a running statistic from what training changes by a gradient.
     *
     * @return true for the mean and the variance of a batch norm
     */
    public boolean isStatistic() {
      return name.endsWith(".running_mean") || name.endsWith(".running_var");
    }
  }

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Opens a file.
   *
   * @param path of a safetensors file of 32-bit floats
   * @throws IOException if it cannot be read
   */
  public WeightFile(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
    int header = Math.toIntExact(bytes(0, 8).getLong());
    byte[] json = new byte[header];
    bytes(8, header).get(json);
    long data = 8L + header;
    JSON.std
        .mapFrom(new String(json, StandardCharsets.UTF_8))
        .forEach(
            (name, description) -> {
              if (!name.equals("__metadata__")) {
                entries.put(name, entry(name, (Map<?, ?>) description, data));
              }
            });
  }

  private static Entry entry(String name, Map<?, ?> description, long data) {
    List<Integer> shape = numbers(description.get("shape")).map(Number::intValue).toList();
    List<Long> range = numbers(description.get("data_offsets")).map(Number::longValue).toList();
    return new Entry(name, shape, data + range.get(0), range.get(1) - range.get(0));
  }

  private static Stream<Number> numbers(@Nullable Object list) {
    if (!(list instanceof List<?> values)) {
      throw new IllegalArgumentException("not a safetensors header: " + list);
    }
    return values.stream().map(Number.class::cast);
  }

  private ByteBuffer bytes(long offset, long length) {
    return file.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns all tensors.
   *
   * @return in the order of the file
   */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * Tells whether there is a tensor.
   *
   * @param name for example {@code c1.bias}
   * @return true if there is
   */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * Returns a tensor.
   *
   * @param name for example {@code c1.weight}
   * @return what the header says of it
   * @throws IllegalArgumentException if there is none
   */
  public Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "the weights have no tensor \"%s\"; they have %s".formatted(name, entries.keySet()));
    }
    return entry;
  }

  /**
   * Returns the values of a tensor where they lie in the file.
   *
   * @param entry the tensor
   * @return direct memory, valid until this is closed
   */
  public FloatBuffer values(Entry entry) {
    return bytes(entry.offset(), entry.bytes()).asFloatBuffer();
  }

  @Override
  public void close() {
    arena.close();
  }
}
