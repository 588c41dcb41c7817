package dev.conform.processor.ir;

import java.util.List;

/**
 * A parameter or a running statistic.
 *
 * @param name in the declaration: {@code c1.weight}. The first operation of a layer that has
 *     parameters owns the layer's name; each further one adds its own: {@code c1.bn.weight}, {@code
 *     c1.dense.weight}
 * @param key its name in files and for the application: the name, unless {@code @Key} says
 *     otherwise
 * @param role what it is to its operation
 * @param dimensions in PyTorch's order
 * @param count of its values; fewer than the dimensions have where a convolution is not fully
 *     connected
 */
public record ParameterSpec(
    String name, String key, Role role, List<Integer> dimensions, long count) {

  /** What a parameter is to its operation. */
  public enum Role {
    WEIGHT,
    BIAS,
    RUNNING_MEAN,
    RUNNING_VAR;

    /** Tells whether training changes it by its gradient. */
    public boolean trained() {
      return this == WEIGHT || this == BIAS;
    }
  }

  /** Keeps an immutable copy. */
  public ParameterSpec {
    dimensions = List.copyOf(dimensions);
  }

  /** Returns the number of values that memory holds. */
  public long elements() {
    return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
