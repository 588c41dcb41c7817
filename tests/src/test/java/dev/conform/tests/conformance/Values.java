package dev.conform.tests.conformance;

import dev.conform.tests.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/** A published tensor; both arrays are for reading. */
final class Values {

  private final int[] shape;
  private final double[] data;

  private Values(int[] shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  static Values of(JsonObject json) {
    return new Values(json.integers("shape"), json.numbers("data"));
  }

  /** Returns the dimensions; none for a single number. */
  int[] shape() {
    return shape;
  }

  /** Returns the values, row-major. */
  double[] data() {
    return data;
  }

  int size() {
    return data.length;
  }

  double scalar() {
    return data[0];
  }

  int[] integers() {
    return Arrays.stream(data).mapToInt(value -> (int) value).toArray();
  }

  /** Returns the product of the dimensions from {@code from} on. */
  int sizeFrom(int from) {
    return Arrays.stream(shape).skip(from).reduce(1, Math::multiplyExact);
  }

  /** Returns the first place where {@code actual} is not this within the tolerance. */
  Optional<String> mismatch(String name, double[] actual, double relative, double absolute) {
    if (actual.length != data.length) {
      return Optional.of(
          "%s: %d values instead of %s".formatted(name, actual.length, Arrays.toString(shape)));
    }
    for (int i = 0; i < data.length; i++) {
      boolean same =
          data[i] == actual[i]
              || (Double.isNaN(data[i]) && Double.isNaN(actual[i]))
              || Math.abs(data[i] - actual[i]) <= absolute + relative * Math.abs(data[i]);
      if (!same) {
        return Optional.of("%s[%d]: %s, published is %s".formatted(name, i, actual[i], data[i]));
      }
    }
    return Optional.empty();
  }
}
