package dev.conform.processor.weights;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names and shapes in the header of a safetensors file. */
public final class SafetensorsShapes {

  /** The limit of the format's reference reader. */
  private static final int LONGEST_HEADER = 100_000_000;

  private SafetensorsShapes() {}

  /**
   * Reads the header.
   *
   * @param file from its first byte; what follows the header is not read
   * @return the shape of each tensor by its name, in the file's order
   * @throws IOException if the file cannot be read, or its header is not what the format says
   */
  public static Map<String, List<Long>> read(InputStream file) throws IOException {
    long length = ByteBuffer.wrap(bytes(file, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER) {
      throw new IOException("its header would be " + length + " bytes long");
    }
    String json = new String(bytes(file, (int) length), StandardCharsets.UTF_8);
    Map<String, Object> header =
        JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(json);
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : header.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        shapes.put(entry.getKey(), shape(entry.getKey(), entry.getValue()));
      }
    }
    return shapes;
  }

  private static List<Long> shape(String name, Object tensor) throws IOException {
    if (!(tensor instanceof Map<?, ?> fields)
        || !(fields.get("shape") instanceof List<?> dimensions)) {
      throw new IOException("tensor " + name + " has no shape");
    }
    List<Long> shape = new ArrayList<>();
    for (Object dimension : dimensions) {
      if (!(dimension instanceof Integer || dimension instanceof Long)) {
        throw new IOException("tensor " + name + " has the shape " + dimensions);
      }
      shape.add(((Number) dimension).longValue());
    }
    return shape;
  }

  private static byte[] bytes(InputStream file, int count) throws IOException {
    byte[] bytes = file.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("it ends after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }
}
