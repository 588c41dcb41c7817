package dev.conform.tests.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.InsufficientMemoryException;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

  private static final int IMAGE = 3 * 8 * 8;

  @Test
  void describesItself() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(2).build()) {
      assertEquals("SmallNet", net.name());
      assertEquals(Shape.image(3, 8, 8), net.inputShape());
      assertEquals(Shape.units(4), net.outputShape());
      assertEquals(2, net.batchSize());
      assertEquals(
          List.of("c1", "hidden", "scores"), net.layers().stream().map(l -> l.name()).toList());
      assertSame(net.c1(), net.layer("c1"));
      assertEquals(
          List.of(
              "c1.weight [5, 3, 3, 3]",
              "c1.bn.weight [5]",
              "c1.bn.bias [5]",
              "c1.bn.running_mean [5]",
              "c1.bn.running_var [5]",
              "hidden.weight [7, 80]",
              "hidden.bias [7]",
              "scores.weight [4, 7]",
              "scores.bias [4]"),
          net.parameters().stream().map(Parameter::toString).toList());
      assertEquals(
          "SmallNet has no layer \"c2\"; it has c1, hidden, scores",
          assertThrows(IllegalArgumentException.class, () -> net.layer("c2")).getMessage());
    }
  }

  @Test
  void theSameSeedGivesTheSameStart() {
    try (SmallNetModel a = SmallNetModel.builder().seed(3).build();
        SmallNetModel b = SmallNetModel.builder().seed(3).batchSize(1).build();
        SmallNetModel c = SmallNetModel.builder().seed(4).build()) {
      assertArrayEquals(values(a, "c1.weight"), values(b, "c1.weight"));
      assertFalse(Arrays.equals(values(a, "c1.weight"), values(c, "c1.weight")));
    }
  }

  @Test
  void anySmallerBatchIsTaken() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(5).build()) {
      float[] images = images(5);
      float[] all = net.forward(images, Mode.INFERENCE);
      for (int batch = 1; batch <= 5; batch++) {
        float[] some = net.forward(Arrays.copyOf(images, batch * IMAGE), Mode.INFERENCE);
        assertArrayEquals(Arrays.copyOf(all, batch * 4), some, 1e-5f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'SmallNet takes images of 3×8×8 = 192 floats each; 0 floats are not a whole number of them'",
    "191, 'SmallNet takes images of 3×8×8 = 192 floats each; 191 floats are not a whole number of them'",
    "1152, 'a batch of 6 images: SmallNet was built for 1 to 5; set batchSize when building it'",
  })
  void imagesThatDoNotFitAreRefused(int floats, String message) {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(5).build()) {
      assertEquals(
          message,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> net.forward(new float[floats], Mode.INFERENCE))
              .getMessage());
    }
  }

  @Test
  void predictGivesProbabilitiesForAnyNumberOfImages() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(3).build()) {
      float[] images = images(7);
      float[][] rows = new float[7][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(images, i * IMAGE, (i + 1) * IMAGE);
      }
      float[][] probabilities = net.predict(rows);
      for (int i = 0; i < rows.length; i++) {
        float[] scores = net.forward(rows[i], Mode.INFERENCE);
        double sum = 0;
        for (float score : scores) {
          sum += Math.exp(score);
        }
        float[] one = net.predict(rows[i]);
        for (int k = 0; k < 4; k++) {
          assertEquals(Math.exp(scores[k]) / sum, one[k], 1e-6);
          assertEquals(one[k], probabilities[i][k], 1e-5);
        }
      }
      assertEquals(
          "image 1: SmallNet takes 3×8×8 = 192 floats, not 5",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> net.predict(new float[][] {rows[0], new float[5]}))
              .getMessage());
    }
  }

  @Test
  void theLastLayersActivationIsTheOutput() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(3).build()) {
      float[] output = net.forward(images(2), Mode.INFERENCE);
      assertArrayEquals(Arrays.copyOfRange(output, 4, 8), net.scores().activation(1));
      assertEquals(5 * 4 * 4, net.c1().activation(0).length);
      assertThrows(IndexOutOfBoundsException.class, () -> net.c1().activation(2));
    }
  }

  @Test
  void aModelForInferenceComputesTheSameInLessMemory() {
    float[] images = images(4);
    try (SmallNetModel whole = SmallNetModel.builder().batchSize(4).seed(9).build();
        SmallNetModel small =
            SmallNetModel.builder().batchSize(4).seed(9).inferenceOnly().build()) {
      assertArrayEquals(
          whole.forward(images, Mode.INFERENCE), small.forward(images, Mode.INFERENCE));
      assertThrows(IllegalStateException.class, () -> small.forward(images, Mode.TRAINING));
      assertThrows(IllegalStateException.class, () -> small.c1().activation(0));
      assertThrows(IllegalStateException.class, () -> small.parameters().get(0).gradient());
    }
  }

  @Test
  void backwardWantsATrainingPassBeforeIt() {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(2).build()) {
      assertThrows(IllegalStateException.class, net::backward);
      assertThrows(IllegalStateException.class, net::output);
      net.forward(images(2), Mode.INFERENCE);
      assertThrows(IllegalStateException.class, () -> net.backward(new float[8]));
      net.forward(images(2), Mode.TRAINING);
      assertThrows(IllegalArgumentException.class, () -> net.backward(new float[7]));
      net.backward(new float[8]);
      assertArrayEquals(new float[4], gradient(net, "scores.bias"));
    }
  }

  @Test
  void dropoutChangesWithEachStepAndFollowsTheSeed() {
    float[] images = images(1);
    try (SmallNetModel a = SmallNetModel.builder().batchSize(1).seed(5).build();
        SmallNetModel b = SmallNetModel.builder().batchSize(1).seed(5).build()) {
      List<float[]> steps = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        float[] step = a.forward(images, Mode.TRAINING);
        assertArrayEquals(step, b.forward(images, Mode.TRAINING));
        steps.add(step);
      }
      // 7 values kept with probability 0.75: twenty equal masks happen once in 10^8 runs, if at
      // all.
      assertTrue(steps.stream().anyMatch(step -> !Arrays.equals(step, steps.get(0))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "hidden", "scores"})
  void theFirstLayerWithNaNIsNamed(String layer) {
    try (SmallNetModel net = SmallNetModel.builder().batchSize(2).build()) {
      net.forward(images(2), Mode.TRAINING);
      assertEquals(Optional.empty(), net.firstNonFinite());
      Parameter weight = net.layer(layer).parameters().get(0);
      float[] values = weight.values();
      values[values.length - 1] = Float.NaN;
      weight.set(values);
      net.forward(images(2), Mode.TRAINING);
      assertEquals(Optional.of(layer), net.firstNonFinite());
    }
  }

  @Test
  void closingTwiceIsFineAndUseAfterwardsIsNot() {
    SmallNetModel net = SmallNetModel.builder().batchSize(1).build();
    Parameter weight = net.parameters().get(0);
    net.forward(images(1), Mode.INFERENCE);
    net.close();
    net.close();
    List<Callable<Object>> uses =
        List.of(
            () -> net.forward(images(1), Mode.INFERENCE),
            () -> net.predict(images(1)),
            net::output,
            net::firstNonFinite,
            weight::values,
            () -> net.c1().activation(0));
    for (Callable<Object> use : uses) {
      assertEquals(
          "SmallNet is closed", assertThrows(IllegalStateException.class, use::call).getMessage());
    }
  }

  /** Fault R04: several threads never get mixed results. */
  @Test
  void aSecondThreadIsRefusedAndNeverGetsAWrongResult() throws Exception {
    int threads = 4;
    try (SmallNetModel net = SmallNetModel.builder().batchSize(1).build();
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      AtomicInteger refused = new AtomicInteger();
      List<Future<Integer>> results = new ArrayList<>();
      float[][] rows = new float[threads][];
      for (int t = 0; t < threads; t++) {
        rows[t] = Arrays.copyOfRange(images(threads), t * IMAGE, (t + 1) * IMAGE);
      }
      float[][] probabilities = net.predict(rows);
      for (int t = 0; t < threads; t++) {
        float[] image = rows[t];
        float[] expected = probabilities[t];
        results.add(
            pool.submit(
                () -> {
                  int served = 0;
                  for (int i = 0; i < 1000; i++) {
                    try {
                      assertArrayEquals(expected, net.predict(image));
                      served++;
                    } catch (IllegalStateException inUse) {
                      refused.incrementAndGet();
                    }
                  }
                  return served;
                }));
      }
      int served = 0;
      for (Future<Integer> result : results) {
        served += result.get();
      }
      assertEquals(threads * 1000, served + refused.get());
      assertTrue(served > 0);
    }
  }

  /** What belongs together, such as a training step, is not interrupted by another thread. */
  @Test
  void whoHoldsTheModelIsAloneWithIt() throws Exception {
    float[] image = images(1);
    try (SmallNetModel net = SmallNetModel.builder().batchSize(1).build();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      net.hold();
      net.hold();
      float[] ours = net.predict(image);
      net.release();
      List<Callable<Object>> uses =
          List.of(
              () -> net.predict(image),
              () -> closed(net),
              () -> {
                net.release();
                return net;
              });
      for (Callable<Object> use : uses) {
        ExecutionException refused =
            assertThrows(ExecutionException.class, () -> other.submit(use).get());
        assertInstanceOf(IllegalStateException.class, refused.getCause());
      }
      net.release();
      assertArrayEquals(ours, other.submit(() -> net.predict(image)).get());
      assertThrows(IllegalStateException.class, net::release);
    }
  }

  /** Fault R10: more memory than there is. */
  @Test
  void tooLargeABatchIsRefusedWithTheBytesItNeeds() {
    String message =
        String.valueOf(
            assertThrows(
                    InsufficientMemoryException.class,
                    () -> SmallNetModel.builder().batchSize(Integer.MAX_VALUE).build())
                .getMessage());
    assertTrue(
        message.startsWith("SmallNet at batch size 2147483647 needs ")
            && message.contains(" bytes outside the heap: ")
            && message.contains("Use a smaller batchSize"),
        message);
  }

  private static Object closed(SmallNetModel net) {
    net.close();
    return net;
  }

  private static float[] values(SmallNetModel net, String name) {
    return parameter(net, name).values();
  }

  private static float[] gradient(SmallNetModel net, String name) {
    return parameter(net, name).gradient();
  }

  private static Parameter parameter(SmallNetModel net, String name) {
    return net.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static float[] images(int count) {
    SplittableRandom random = new SplittableRandom(11);
    float[] images = new float[count * IMAGE];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return images;
  }
}
