package dev.conform.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.conform.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Flatten(x), which Conform has for images: axis 1. Values stay where they are. */
final class OnnxFlatten implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    int rank = test.input(0).shape().length;
    int axis = Math.floorMod((int) test.attributes().number("axis", 1), rank);
    return axis == 1
        ? Optional.empty()
        : Optional.of("Flatten at axis %d: Conform's keeps the batch and no more".formatted(axis));
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    Shape flat = Shape.image(x[1], x[2], x[3]).flatten();
    assertArrayEquals(
        test.outputs().get(0).shape(), new int[] {x[0], flat.dimensions().get(0)}, test.file());
    return List.of(test.input(0).data());
  }
}
