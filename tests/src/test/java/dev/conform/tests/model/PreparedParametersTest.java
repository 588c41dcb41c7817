package dev.conform.tests.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.OptimizerState;
import dev.conform.runtime.train.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inference reads a convolution's weight with the batch norm folded in: whatever changes a
 * parameter or a running statistic must reach it.
 */
class PreparedParametersTest {

  private static final float[] IMAGES = images();

  @TempDir private static Path folder;

  /** Ways to change parameters. */
  private static final Map<String, Consumer<SmallNetModel>> CHANGES =
      Map.of(
          "a weight is set", net -> set(net, "c1.weight"),
          "a norm's bias is set", net -> set(net, "c1.bn.bias"),
          "a running statistic is set", net -> set(net, "c1.bn.running_var"),
          "a file is loaded", PreparedParametersTest::load,
          "a training pass moves the running statistics", net -> net.forward(IMAGES, Mode.TRAINING),
          "SGD makes a step", net -> step(net, Sgd.of(0.1f).start(net)),
          "Adam makes a step", net -> step(net, Adam.of(0.1f).start(net)),
          "parameters are written in memory", net -> net.parameterMemory().set(3, 2),
          "statistics are written in memory", net -> net.stateMemory().set(1, 2));

  private static Stream<String> changes() {
    return CHANGES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void inferenceSeesAChange(String change) {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(4).seed(1).build()) {
      float[] before = net.forward(IMAGES, Mode.INFERENCE);
      CHANGES.getOrDefault(change, unknown -> {}).accept(net);
      assertFalse(Arrays.equals(before, net.forward(IMAGES, Mode.INFERENCE)), "nothing changed");
      assertArrayEquals(freshlyBuilt(net), net.forward(IMAGES, Mode.INFERENCE));
    }
  }

  @Test
  void whoKeepsTheMemoryTellsTheModel() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(4).seed(1).build()) {
      Tensor parameters = net.parameterMemory();
      net.forward(IMAGES, Mode.INFERENCE);
      parameters.set(3, 2);
      net.parametersChanged();
      assertArrayEquals(freshlyBuilt(net), net.forward(IMAGES, Mode.INFERENCE));
    }
  }

  /** Returns what a model with the same parameters makes of the images in its first pass. */
  private static float[] freshlyBuilt(SmallNetModel net) {
    try (SmallNetModel fresh = SmallNetModel.builder().batchSize(4).seed(9).build()) {
      for (int i = 0; i < net.parameters().size(); i++) {
        fresh.parameters().get(i).set(net.parameters().get(i).values());
      }
      return fresh.forward(IMAGES, Mode.INFERENCE);
    }
  }

  private static void set(SmallNetModel net, String name) {
    Parameter parameter =
        net.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    float[] values = parameter.values();
    values[1] += 1;
    parameter.set(values);
  }

  private static void load(SmallNetModel net) {
    Path file = folder.resolve("other.safetensors");
    try (SmallNetModel other = SmallNetModel.builder().seed(2).build()) {
      other.save(file);
      net.load(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void step(SmallNetModel net, OptimizerState optimizer) {
    net.forward(IMAGES, Mode.TRAINING);
    net.backward(new float[] {1, 0, 0, 0, 0, 1, 0, 0});
    // The statistics have moved; only the step's own change is looked at.
    net.forward(IMAGES, Mode.INFERENCE);
    optimizer.step(0.1);
    optimizer.close();
  }

  private static float[] images() {
    SplittableRandom random = new SplittableRandom(5);
    float[] images = new float[2 * 3 * 8 * 8];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble(-1, 1);
    }
    return images;
  }
}
