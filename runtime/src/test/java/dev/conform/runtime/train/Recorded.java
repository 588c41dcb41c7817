package dev.conform.runtime.train;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the cases that {@code pytorch/record.py} recorded. */
record Recorded(Map<String, Object> fields) {

  static List<Recorded> read(String file) {
    try (InputStream in =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/pytorch/" + file), file)) {
      return JSON.std.listOfFrom(Object.class, in).stream().map(Recorded::of).toList();
    } catch (IOException broken) {
      throw new AssertionError(file, broken);
    }
  }

  @SuppressWarnings("unchecked") // an object of JSON has strings for keys
  private static Recorded of(Object json) {
    return new Recorded((Map<String, Object>) json);
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  String name() {
    return get("name").toString();
  }

  String string(String name) {
    return get(name).toString();
  }

  double number(String name) {
    return ((Number) get(name)).doubleValue();
  }

  int integer(String name) {
    return ((Number) get(name)).intValue();
  }

  double[] doubles(String name) {
    return list(name).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
  }

  float[] floats(String name) {
    double[] values = doubles(name);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  int[] integers(String name) {
    return list(name).stream().mapToInt(x -> ((Number) x).intValue()).toArray();
  }

  List<Recorded> cases(String name) {
    return list(name).stream().map(Recorded::of).toList();
  }

  private List<?> list(String name) {
    return (List<?>) get(name);
  }

  private Object get(String name) {
    @Nullable Object value = fields.get(name);
    return Objects.requireNonNull(value, name);
  }

  /** Shown as the name of a parameterised test. */
  @Override
  public String toString() {
    return name();
  }
}
