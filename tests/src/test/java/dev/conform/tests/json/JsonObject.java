package dev.conform.tests.json;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members are asked for by name and type; what is missing is an error. */
public final class JsonObject {

  private final Map<String, @Nullable Object> members;

  private JsonObject(Map<?, ?> members) {
    this.members = new LinkedHashMap<>();
    members.forEach((key, value) -> this.members.put(String.valueOf(key), value));
  }

  /** Returns an object without members. */
  public static JsonObject empty() {
    return new JsonObject(Map.of());
  }

  /** Reads a file. */
  public static JsonObject read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Reads a stream. */
  public static JsonObject read(InputStream in) throws IOException {
    return new JsonObject(JSON.std.mapFrom(in));
  }

  /** Returns the names of the members. */
  public Set<String> names() {
    return members.keySet();
  }

  /** Tells whether there is such a member. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Tells whether a member is a string. */
  public boolean isString(String name) {
    return members.get(name) instanceof String;
  }

  /** Tells whether a member is a list. */
  public boolean isList(String name) {
    return members.get(name) instanceof List;
  }

  /** Returns a member that is an object. */
  public JsonObject object(String name) {
    return new JsonObject(as(name, Map.class));
  }

  /** Returns a member that is a list of objects. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> result = new ArrayList<>();
    for (Object item : list(name)) {
      result.add(new JsonObject((Map<?, ?>) item));
    }
    return result;
  }

  /** Returns a member that is a string. */
  public String string(String name) {
    return as(name, String.class);
  }

  /** Returns a member that is a string, or what it is where it is absent. */
  public String string(String name, String otherwise) {
    return has(name) ? string(name) : otherwise;
  }

  /** Returns a member that is true or false. */
  public boolean bool(String name) {
    return as(name, Boolean.class);
  }

  /** Returns a member that is a list of strings. */
  public List<String> strings(String name) {
    List<String> result = new ArrayList<>();
    for (Object item : list(name)) {
      result.add((String) item);
    }
    return result;
  }

  /** Returns a member that is a number. */
  public double number(String name) {
    return toDouble(as(name, Object.class));
  }

  /** Returns a member that is a number, or what it is where it is absent. */
  public double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  /** Returns a member that is a list of numbers. */
  public double[] numbers(String name) {
    return numbers(list(name));
  }

  /** Returns a member that is a list of lists of numbers. */
  public double[][] matrix(String name) {
    return list(name).stream().map(row -> numbers((List<?>) row)).toArray(double[][]::new);
  }

  /** Returns a member that is a list of whole numbers. */
  public int[] integers(String name) {
    return list(name).stream().mapToInt(n -> ((Number) n).intValue()).toArray();
  }

  /** Returns a member that is a list of whole numbers, or what it is where it is absent. */
  public int[] integers(String name, int... otherwise) {
    return has(name) ? integers(name) : otherwise;
  }

  private List<?> list(String name) {
    return as(name, List.class);
  }

  private <T> T as(String name, Class<T> type) {
    Object value = members.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "\"%s\" should be a %s, is %s; members: %s"
              .formatted(name, type.getSimpleName(), value, names()));
    }
    return type.cast(value);
  }

  private static double[] numbers(List<?> list) {
    return list.stream().mapToDouble(JsonObject::toDouble).toArray();
  }

  /** JSON has no NaN and no infinity: they are strings. A mask is made of true and false. */
  private static double toDouble(@Nullable Object value) {
    if (value instanceof Boolean bit) {
      return bit ? 1 : 0;
    }
    if (value instanceof String text) {
      return Double.parseDouble(text);
    }
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }
}
