package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles declared networks, and compares what the generated classes compute with the reference
 * executed from the same graph: outputs, every parameter's gradient by name, running statistics.
 */
class GeneratedNetworkTest {

  private static final int CAPACITY = 6;

  @ParameterizedTest
  @MethodSource("dev.conform.tests.network.Networks#all")
  void computesWhatTheReferenceDoes(Declared declared) {
    Compiled compiled = declared.compiled();
    SplittableRandom random = new SplittableRandom(7);
    try (Model model = compiled.builder().batchSize(CAPACITY).threads(2).build()) {
      SideBySide sides = new SideBySide(model, compiled.graph(), CAPACITY);
      sides.drawParameters(random);
      // A full batch, a partial one, a single image; the running statistics go on from each.
      for (int batch : new int[] {CAPACITY, 4, 1}) {
        Map<String, float[]> images = SideBySide.images(model, batch, random);
        sides.compareInference(images);
        if (batch == 1 && normalisesSingleValues(compiled.graph())) {
          assertThrows(IllegalArgumentException.class, () -> model.forward(images, Mode.TRAINING));
        } else {
          sides.compareTraining(images, batch, random);
        }
      }
      System.out.printf("%s: worst error %.3f of the tolerance%n", declared, sides.worst());
    }
  }

  /** The variance of a single value is 0: as in PyTorch, that is refused. */
  private static boolean normalisesSingleValues(ShapedGraph graph) {
    return graph.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.BatchNorm)
        .map(ShapedNode::output)
        .anyMatch(shape -> shape.flat() || shape.height() * shape.width() == 1);
  }

  @ParameterizedTest
  @MethodSource("dev.conform.tests.network.Networks#all")
  void repeatsItsBits(Declared declared) {
    Compiled compiled = declared.compiled();
    SplittableRandom random = new SplittableRandom(8);
    try (Model model = compiled.builder().batchSize(CAPACITY).threads(2).seed(3).build();
        Model twin = compiled.builder().batchSize(CAPACITY).threads(2).seed(3).build();
        Model inference =
            compiled.builder().batchSize(CAPACITY).threads(2).seed(3).inferenceOnly().build()) {
      Map<String, float[]> images = SideBySide.images(model, 5, random);
      float[] output = model.forward(images, Mode.TRAINING);
      assertArrayEquals(output, twin.forward(images, Mode.TRAINING));
      float[] dOutput = SideBySide.draw(output.length, random);
      model.backward(dOutput);
      twin.backward(dOutput);
      assertSame(gradients(model), gradients(twin));
      // The backward pass works in the memory of activations: a second one would be wrong.
      assertThrows(IllegalStateException.class, () -> model.backward(dOutput));

      for (Parameter parameter : inference.parameters()) {
        parameter.set(model.parameters().get(inference.parameters().indexOf(parameter)).values());
      }
      assertArrayEquals(
          model.forward(images, Mode.INFERENCE), inference.forward(images, Mode.INFERENCE));
    }
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  private static List<float[]> gradients(Model model) {
    return model.parameters().stream()
        .filter(Parameter::isTrained)
        .map(Parameter::gradient)
        .toList();
  }
}
