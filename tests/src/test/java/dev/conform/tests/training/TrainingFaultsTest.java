package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.conform.examples.LeNet5Model;
import dev.conform.runtime.Layer;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.DivergedException;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN and infinity anywhere in a network stop its training and are named. */
class TrainingFaultsTest {

  static Stream<ModelBuilder<? extends Model>> networks() {
    return Stream.of(
        TrajectoryNetModel.builder(), DropoutNetModel.builder(), LeNet5Model.builder());
  }

  /** Noise with labels; enough for one step. */
  static ImageDataset noise(Model model, int size, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[size * model.inputShape().size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int classes = model.outputShape().size();
    int[] labels = random.ints(size, 0, classes).toArray();
    return ImageDataset.ofFloats(model.inputShape(), pixels, Targets.ofLabels(labels, classes));
  }

  private static DivergedException diverged(Model model, ImageDataset data) {
    Trainer trainer = Trainer.of(model).loss(Losses.crossEntropy()).optimizer(Adam.of(1e-3));
    return assertThrows(DivergedException.class, () -> trainer.fit(data));
  }

  /** The last value of each trained parameter in turn is NaN, then infinite. */
  @ParameterizedTest
  @MethodSource("networks")
  void aFaultInAnyParameterNamesItsLayer(ModelBuilder<? extends Model> builder) {
    try (Model model = builder.batchSize(4).seed(1).build()) {
      ImageDataset data = noise(model, 8, 1);
      for (Layer layer : model.layers()) {
        for (Parameter parameter : layer.parameters()) {
          float[] sound = parameter.values();
          for (float fault : parameter.isTrained() ? FAULTS : new float[0]) {
            float[] faulty = sound.clone();
            faulty[faulty.length - 1] = fault;
            parameter.set(faulty);
            DivergedException diverged = diverged(model, data);
            assertEquals(layer.name(), diverged.layer(), parameter + " " + fault);
            assertEquals(List.of(1, 1), List.of(diverged.epoch(), diverged.step()));
          }
          parameter.set(sound);
        }
      }
    }
  }

  private static final float[] FAULTS = {Float.NaN, Float.POSITIVE_INFINITY};

  @ParameterizedTest
  @MethodSource("networks")
  void aFaultInAnyImageNamesTheInput(ModelBuilder<? extends Model> builder) {
    try (Model model = builder.batchSize(4).build()) {
      ImageDataset sound = noise(model, 8, 1);
      int size = model.inputShape().size();
      float[] pixels = new float[8 * size];
      for (int i = 0; i < 8; i++) {
        System.arraycopy(sound.get(i), 0, pixels, i * size, size);
      }
      pixels[5 * size + size / 2] = Float.NaN;
      DivergedException diverged =
          diverged(model, ImageDataset.ofFloats(model.inputShape(), pixels, sound.targets()));
      assertEquals("input", diverged.layer());
    }
  }

  /** Not even the running statistics of a batch norm keep anything of it. */
  @ParameterizedTest
  @MethodSource("networks")
  void theStepThatFailsLeavesTheModelAsItWas(ModelBuilder<? extends Model> builder) {
    try (Model model = builder.batchSize(4).build()) {
      Parameter weight = model.parameters().get(0);
      float[] ones = new float[weight.size()];
      Arrays.fill(ones, 1);
      weight.set(ones);
      float[] pixels = new float[4 * model.inputShape().size()];
      Arrays.fill(pixels, Float.MAX_VALUE); // the first convolution overflows
      List<float[]> before = model.parameters().stream().map(Parameter::values).toList();
      DivergedException diverged =
          diverged(
              model,
              ImageDataset.ofFloats(model.inputShape(), pixels, noise(model, 4, 1).targets()));
      assertEquals("c1", diverged.layer());
      for (int i = 0; i < before.size(); i++) {
        Parameter parameter = model.parameters().get(i);
        assertArrayEquals(before.get(i), parameter.values(), parameter.name());
      }
    }
  }
}
