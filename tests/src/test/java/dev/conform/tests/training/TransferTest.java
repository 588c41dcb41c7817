package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.io.ParameterMismatchException;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapts networks that were trained before: the last layers learn, the others stay. */
class TransferTest {

  private static final Path TINY = Path.of("src/test/resources/weights/tiny.safetensors");
  private static final int BATCH = 6;

  private static Map<String, float[]> values(Model model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model.parameters().forEach(p -> values.put(p.name(), p.values()));
    return values;
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void train(Model model, int classes, double learningRate) {
    Shape shape = model.inputShape();
    int[] labels = new int[BATCH];
    Arrays.setAll(labels, i -> i % classes);
    Trainer.of(model)
        .loss(Losses.crossEntropy())
        .optimizer(Sgd.of(learningRate))
        .epochs(1)
        .unshuffled()
        .fit(
            ImageDataset.ofFloats(
                shape, random(BATCH * shape.size(), 3), Targets.ofLabels(labels, classes)));
  }

  @Test
  void loadsWhatIsInheritedAndLeavesTheNewHead() throws IOException {
    try (TransferNets_TinyModel tiny = TransferNets_TinyModel.builder().build();
        TransferNets_FlowersModel flowers =
            TransferNets_FlowersModel.builder().batchSize(BATCH).build()) {
      tiny.load(TINY);
      Map<String, float[]> fresh = values(flowers);
      flowers.loadPretrained(TINY);
      Map<String, float[]> loaded = values(flowers);
      assertEquals(List.of("stem.weight", "stem.bias", "head.weight", "head.bias"), names(flowers));
      assertArrayEquals(values(tiny).get("stem.weight"), loaded.get("stem.weight"));
      assertArrayEquals(values(tiny).get("stem.bias"), loaded.get("stem.bias"));
      assertArrayEquals(fresh.get("head.weight"), loaded.get("head.weight"));
      assertFalse(Arrays.equals(fresh.get("stem.weight"), loaded.get("stem.weight")));

      train(flowers, 3, 0.1);
      Map<String, float[]> trained = values(flowers);
      assertArrayEquals(loaded.get("stem.weight"), trained.get("stem.weight"));
      assertArrayEquals(loaded.get("stem.bias"), trained.get("stem.bias"));
      assertFalse(Arrays.equals(loaded.get("head.weight"), trained.get("head.weight")));
    }
  }

  private static List<String> names(Model model) {
    return model.parameters().stream().map(Parameter::name).toList();
  }

  @Test
  void aFileOfTheNewNetworkItselfIsLoadedWhole(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("flowers.safetensors");
    try (TransferNets_FlowersModel one = TransferNets_FlowersModel.builder().seed(1).build();
        TransferNets_FlowersModel other = TransferNets_FlowersModel.builder().seed(2).build()) {
      one.save(file);
      other.load(file);
      values(one).forEach((name, v) -> assertArrayEquals(v, values(other).get(name), name));
      assertThrows(ParameterMismatchException.class, () -> other.load(TINY));
    }
  }

  @Test
  void aNetworkThatIsNotPretrainedSaysSo() {
    try (TransferNets_TinyModel tiny = TransferNets_TinyModel.builder().build()) {
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> tiny.loadPretrained(TINY));
      assertTrue(String.valueOf(thrown.getMessage()).contains("has no @Pretrained"));
    }
  }

  @Test
  void whatIsFrozenRunsAsInInference() {
    try (TransferNets_FrozenModel model =
        TransferNets_FrozenModel.builder().batchSize(BATCH).build()) {
      float[] images = random(BATCH * model.inputShape().size(), 5);
      Map<String, float[]> before = values(model);
      model.forward(images, Mode.INFERENCE);
      float[] inference = model.stem().activation(2);
      model.forward(images, Mode.TRAINING);
      // Inference has folded the norm into the convolution: the same to rounding.
      assertArrayEquals(inference, model.stem().activation(2), 1e-5f);

      train(model, 4, 0.1);
      Map<String, float[]> after = values(model);
      for (Parameter parameter : model.parameters()) {
        boolean frozen = parameter.name().startsWith("stem");
        assertEquals(!frozen, parameter.isTrained(), parameter.name());
        assertEquals(
            frozen,
            Arrays.equals(before.get(parameter.name()), after.get(parameter.name())),
            parameter.name());
        if (frozen) {
          assertThrows(IllegalStateException.class, parameter::gradient);
        }
      }
    }
  }

  /** A step of size 1 is minus the gradient of both losses together, by central differences. */
  @Test
  void anOutputForTrainingAddsItsWeightedLoss() {
    try (TransferNets_TwoHeadsModel model =
        TransferNets_TwoHeadsModel.builder().batchSize(BATCH).build()) {
      assertEquals(2, model.outputs().size());
      float[] images = random(BATCH * model.inputShape().size(), 3);
      Parameter shared = model.parameters().get(0);
      float[] start = shared.values();
      double[] expected = new double[start.length];
      float h = 1e-2f;
      for (int i = 0; i < start.length; i++) {
        float[] moved = start.clone();
        moved[i] = start[i] + h;
        shared.set(moved);
        double up = loss(model, images);
        moved[i] = start[i] - h;
        shared.set(moved);
        expected[i] = (up - loss(model, images)) / (2 * h);
      }
      shared.set(start);
      train(model, 3, 1);
      float[] stepped = shared.values();
      for (int i = 0; i < start.length; i++) {
        assertEquals(expected[i], start[i] - stepped[i], 1e-4, "weight " + i);
      }
    }
  }

  private static double loss(TransferNets_TwoHeadsModel model, float[] images) {
    float[] logits = model.forward(images, Mode.TRAINING);
    double loss = 0;
    for (int image = 0; image < BATCH; image++) {
      int label = image % 3;
      loss += crossEntropy(Arrays.copyOfRange(logits, image * 3, image * 3 + 3), label);
      loss += 0.3 * crossEntropy(model.helper().activation(image), label);
    }
    return loss / BATCH;
  }

  private static double crossEntropy(float[] logits, int label) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[label];
  }

  @Test
  void inferenceLeavesOutWhatOnlyTrainingNeeds() {
    try (TransferNets_TwoHeadsModel model = TransferNets_TwoHeadsModel.builder().build();
        TransferNets_TwoHeadsModel small =
            TransferNets_TwoHeadsModel.builder().inferenceOnly().build()) {
      float[] image = random(model.inputShape().size(), 9);
      for (int i = 0; i < model.parameters().size(); i++) {
        small.parameters().get(i).set(model.parameters().get(i).values());
      }
      float[] logits = model.forward(image, Mode.INFERENCE);
      assertArrayEquals(logits, small.forward(image, Mode.INFERENCE));
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> model.helper().activation(0));
      assertTrue(String.valueOf(thrown.getMessage()).contains("left out in inference"));
    }
  }

  @Test
  void inferenceLeavesOutTheSumThatEndsAHead() {
    try (TransferNets_ResidualHeadModel model = TransferNets_ResidualHeadModel.builder().build()) {
      model.forward(random(model.inputShape().size(), 9), Mode.INFERENCE);
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> model.head().activation(0));
      assertTrue(String.valueOf(thrown.getMessage()).contains("left out in inference"));
    }
  }
}
