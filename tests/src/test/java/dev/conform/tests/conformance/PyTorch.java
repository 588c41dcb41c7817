package dev.conform.tests.conformance;

import dev.conform.tests.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What PyTorch computed, recorded by {@code pytorch/record.py}. */
public final class PyTorch {

  private PyTorch() {}

  /** Reads a recording. */
  public static JsonObject recorded(String file) {
    try (InputStream in = PyTorch.class.getResourceAsStream("/pytorch/" + file)) {
      return JsonObject.read(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** Repeats the script's {@code draw}: values from −1 to 1, a hash of salt and place. */
  public static double[] draw(int salt, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int hash = (i + 1 + salt * 1000003) * 0x9E3779B1;
      hash ^= hash >>> 15;
      hash *= 0x85EBCA77;
      hash ^= hash >>> 13;
      values[i] = Integer.toUnsignedLong(hash) / 0x1p31 - 1;
    }
    return values;
  }
}
