package dev.conform.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference of whole networks, in double precision: how the loss changes along one random
 * direction of all parameters and the input together, by the gradients and by a central difference.
 */
class DirectionalDerivativeTest {

  private static final double STEP = 1e-6;
  private static final int BATCH = 3;

  private static final Set<Operation.Function> KINKED =
      EnumSet.of(Operation.Function.RELU, Operation.Function.RELU6, Operation.Function.LEAKY_RELU);

  @ParameterizedTest
  @MethodSource("dev.conform.tests.network.Networks#all")
  void theLossChangesAsItsGradientSays(Declared declared) {
    ReferenceNetwork network = new ReferenceNetwork(declared.graph());
    SplittableRandom random = new SplittableRandom(9);
    ReferenceParameters parameters = network.parameters();
    for (String name : parameters.trained()) {
      int size = parameters.value(name).length;
      parameters.set(name, values(size, random));
    }
    for (ShapedNode node : network.graph().nodes()) {
      if (node.operation() instanceof Operation.Dropout
          || node.operation() instanceof Operation.StochasticDepth) {
        network.keep(node.id(), mask(BATCH * (int) node.output().elements(), random));
      }
    }
    List<double[]> images = values(network.inputSizes(), random);
    List<double[]> weights = values(network.outputSizes(), random);

    network.forward(images, Mode.TRAINING);
    List<double[]> dImages = network.backward(weights);
    List<double[]> imageDirection = values(network.inputSizes(), random);
    double slope = dot(dImages, imageDirection);
    ReferenceNetwork above = new ReferenceNetwork(network.graph());
    ReferenceNetwork below = new ReferenceNetwork(network.graph());
    for (String name : parameters.trained()) {
      double[] direction = values(parameters.value(name).length, random);
      slope += dot(parameters.gradient(name), direction);
      above.parameters().set(name, moved(parameters.value(name), STEP, direction));
      below.parameters().set(name, moved(parameters.value(name), -STEP, direction));
    }
    above.keepAs(network);
    below.keepAs(network);
    above.forward(moved(images, STEP, imageDirection), Mode.TRAINING);
    below.forward(moved(images, -STEP, imageDirection), Mode.TRAINING);
    double difference =
        (dot(weights, above.outputs()) - dot(weights, below.outputs())) / (2 * STEP);
    double tolerance = hasKinks(network.graph()) ? 1e-3 : 1e-5;
    assertEquals(slope, difference, tolerance * Math.max(1e-2, Math.abs(slope)));
  }

  private static boolean hasKinks(ShapedGraph graph) {
    return graph.nodes().stream()
        .map(ShapedNode::operation)
        .anyMatch(
            operation ->
                (operation instanceof Operation.Pool pool && pool.mode() == Operation.PoolMode.MAX)
                    || (operation instanceof Operation.GlobalPool global
                        && global.mode() == Operation.PoolMode.MAX)
                    || (operation instanceof Operation.Activate activate
                        && KINKED.contains(activate.function())));
  }

  private static List<double[]> moved(List<double[]> from, double step, List<double[]> directions) {
    return IntStream.range(0, from.size())
        .mapToObj(i -> moved(from.get(i), step, directions.get(i)))
        .toList();
  }

  private static double dot(List<double[]> a, List<double[]> b) {
    return IntStream.range(0, a.size()).mapToDouble(i -> dot(a.get(i), b.get(i))).sum();
  }

  private static List<double[]> values(List<Integer> sizes, SplittableRandom random) {
    return sizes.stream().map(size -> values(BATCH * size, random)).toList();
  }

  private static double[] moved(double[] from, double step, double[] direction) {
    double[] result = from.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += step * direction[i];
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] values(int size, SplittableRandom random) {
    return random.doubles(size, -1, 1).toArray();
  }

  private static boolean[] mask(int size, SplittableRandom random) {
    boolean[] kept = new boolean[size];
    for (int i = 0; i < size; i++) {
      kept[i] = random.nextInt(4) > 0;
    }
    return kept;
  }
}
