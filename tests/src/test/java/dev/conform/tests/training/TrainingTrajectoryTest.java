package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Metrics;
import dev.conform.runtime.train.Optimizer;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Step;
import dev.conform.runtime.train.Trainer;
import dev.conform.runtime.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twenty steps from the same parameters over the same batches as PyTorch in double precision. */
class TrainingTrajectoryTest {

  /** What 32 bits may lose in twenty steps, relative to the largest value at hand. */
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @CsvSource({"sgd, 1", "sgd, 2", "adam, 1", "adam, 2"})
  void followsPyTorch(String name, int threads) throws IOException {
    Map<String, Object> recorded = read();
    Map<String, Object> run = object(object(recorded.get("runs")).get(name));
    int[] labels = new int[list(recorded.get("labels")).size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = number(list(recorded.get("labels")).get(i)).intValue();
    }
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(2, 8, 8), floats(recorded.get("images")), Targets.ofLabels(labels, 4));
    Optimizer optimizer =
        name.equals("adam") ? Adam.of(0.01) : Sgd.of(0.05).momentum(0.9).weightDecay(1e-3);
    List<Double> losses = new ArrayList<>();
    int batchSize = number(recorded.get("batch")).intValue();
    try (TrajectoryNetModel net =
        TrajectoryNetModel.builder().batchSize(batchSize).threads(threads).build()) {
      for (Parameter parameter : net.parameters()) {
        parameter.set(floats(object(recorded.get("start")).get(parameter.name())));
      }
      Trainer.of(net)
          .loss(Losses.crossEntropy())
          .optimizer(optimizer)
          .epochs(number(recorded.get("epochs")).intValue())
          .unshuffled()
          .listener(
              new TrainingListener() {
                @Override
                public void onStep(Step step) {
                  losses.add(step.loss());
                }
              })
          .fit(data);

      List<?> expected = list(run.get("losses"));
      assertEquals(20, expected.size());
      assertEquals(expected.size(), losses.size());
      for (int step = 0; step < losses.size(); step++) {
        double loss = number(expected.get(step)).doubleValue();
        assertEquals(loss, losses.get(step), TOLERANCE * loss, "loss of step " + step);
      }
      assertEquals(object(run.get("end")).size(), net.parameters().size());
      for (Parameter parameter : net.parameters()) {
        compare(parameter.name(), floats(object(run.get("end")).get(parameter.name())), parameter);
      }
      double loss = number(run.get("loss")).doubleValue();
      assertEquals(loss, Metrics.loss(net, data, Losses.crossEntropy()), TOLERANCE * loss);
      assertEquals(number(run.get("accuracy")).doubleValue(), Metrics.accuracy(net, data));
    }
  }

  private static void compare(String name, float[] expected, Parameter parameter) {
    float[] values = parameter.values();
    assertEquals(expected.length, values.length, name);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 0, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], values[i], 5 * TOLERANCE * largest, name + " " + i);
    }
  }

  private static Map<String, Object> read() throws IOException {
    String file = "/pytorch/training.json";
    try (InputStream in =
        Objects.requireNonNull(TrainingTrajectoryTest.class.getResourceAsStream(file), file)) {
      return JSON.std.mapFrom(in);
    }
  }

  @SuppressWarnings("unchecked") // an object of JSON has strings for keys
  private static Map<String, Object> object(@Nullable Object json) {
    return (Map<String, Object>) Objects.requireNonNull(json);
  }

  private static List<?> list(@Nullable Object json) {
    return (List<?>) Objects.requireNonNull(json);
  }

  private static Number number(@Nullable Object json) {
    return (Number) Objects.requireNonNull(json);
  }

  private static float[] floats(@Nullable Object json) {
    List<?> values = list(json);
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = number(values.get(i)).floatValue();
    }
    return floats;
  }
}
