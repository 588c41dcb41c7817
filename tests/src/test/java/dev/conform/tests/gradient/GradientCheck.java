package dev.conform.tests.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;

/**
 * Compares a gradient with central differences, coordinate by coordinate, as Caffe's {@code
 * GradientChecker} does: coordinates that lie on a kink are left out, and one that fails is named.
 */
final class GradientCheck {

  /** Half the distance between the two points that are compared. */
  static final double STEP = 1e-5;

  /** Gradients below this are compared absolutely: differences of the loss are no more exact. */
  private static final double FLOOR = 1e-3;

  private static final double TOLERANCE = 1e-5;

  private GradientCheck() {}

  /**
   * Checks a gradient of a smooth operation.
   *
   * @param name of the variable, for the message
   * @param variable where the loss is evaluated; changed meanwhile and restored
   * @param gradient as computed, one value for each of the variable's
   * @param loss evaluates the loss at the variable's present values
   */
  static void smooth(String name, double[] variable, double[] gradient, DoubleSupplier loss) {
    kinked(name, variable, gradient, loss, i -> false);
  }

  /**
   * Checks a gradient of an operation that has kinks.
   *
   * @param onKink tells which coordinates have a kink within a step
   */
  static void kinked(
      String name, double[] variable, double[] gradient, DoubleSupplier loss, IntPredicate onKink) {
    assertEquals(variable.length, gradient.length, name);
    int checked = 0;
    for (int i = 0; i < variable.length; i++) {
      if (onKink.test(i)) {
        continue;
      }
      double value = variable[i];
      variable[i] = value + STEP;
      double above = loss.getAsDouble();
      variable[i] = value - STEP;
      double below = loss.getAsDouble();
      variable[i] = value;
      double difference = (above - below) / (2 * STEP);
      double scale = Math.max(FLOOR, Math.max(Math.abs(difference), Math.abs(gradient[i])));
      double error = Math.abs(difference - gradient[i]) / scale;
      // Written so that NaN fails.
      assertTrue(
          error <= TOLERANCE,
          "d%s[%d] is %s, central difference %s (relative error %.1e)"
              .formatted(name, i, gradient[i], difference, error));
      checked++;
    }
    assertTrue(checked > variable.length / 2, name + ": most coordinates lie on a kink");
  }
}
