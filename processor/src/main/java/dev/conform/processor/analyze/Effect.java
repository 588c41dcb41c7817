package dev.conform.processor.analyze;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.Shape;
import java.util.List;

/**
 * What an operation does to a known shape.
 *
 * @param operation with its padding in numbers
 * @param output the shape it makes
 * @param parameters what it trains and keeps, without the layer's name
 * @param macs multiply-accumulates for one image
 */
record Effect(Operation operation, Shape output, List<Weight> parameters, long macs) {

  Effect {
    parameters = List.copyOf(parameters);
  }

  /** Returns the effect of an operation that has no parameters and multiplies nothing. */
  static Effect of(Operation operation, Shape output) {
    return new Effect(operation, output, List.of(), 0);
  }

  /**
   * A parameter that has no name yet.
   *
   * @param count of its values, as {@link ParameterSpec#count()}
   */
  record Weight(ParameterSpec.Role role, List<Integer> dimensions, long count) {
    Weight {
      dimensions = List.copyOf(dimensions);
    }

    static Weight of(ParameterSpec.Role role, Integer... dimensions) {
      long count = 1;
      for (int dimension : dimensions) {
        count = Math.multiplyExact(count, (long) dimension);
      }
      return new Weight(role, List.of(dimensions), count);
    }
  }
}
