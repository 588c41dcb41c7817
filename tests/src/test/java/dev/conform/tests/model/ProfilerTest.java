package dev.conform.tests.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Pass;
import dev.conform.runtime.PassProfile;
import dev.conform.runtime.Profile;
import dev.conform.runtime.Profiler;
import dev.conform.runtime.Shape;
import dev.conform.runtime.StepProfile;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Trainer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfilerTest {

  private static final int BATCH = 4;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static SmallNetModel model() {
    return SmallNetModel.builder().batchSize(BATCH).threads(2).build();
  }

  private static void train(Model model, int images) {
    float[] output = model.forward(new float[images * model.inputShape().size()], Mode.TRAINING);
    model.backward(output);
  }

  private static PassProfile pass(Profile profile, Pass pass) {
    return profile.pass(pass).orElseThrow();
  }

  private static List<String> rows(PassProfile pass) {
    return pass.steps().stream()
        .map(s -> s.step() + " " + s.layer() + " " + s.operation())
        .toList();
  }

  @Test
  void theRowsAreTheStepsOfThePlan() {
    try (SmallNetModel model = model();
        Profiler profiler = Profiler.start(model)) {
      train(model, BATCH);
      model.forward(new float[BATCH * 192], Mode.INFERENCE);
      Profile profile = profiler.profile();
      List<String> all =
          List.of(
              "0 c1 conv 3×3 padding 1 (direct)",
              "1 c1 batch norm, relu",
              "2 c1 max pool 2×2",
              "3 hidden dense, tanh",
              "4 hidden dropout 0.25",
              "5 scores dense");
      assertEquals(all, rows(pass(profile, Pass.FORWARD)));
      assertEquals(all, rows(pass(profile, Pass.BACKWARD)));
      assertEquals(
          List.of(
              "2 c1 conv 3×3 padding 1 (direct), batch norm, relu, max pool 2×2",
              "3 hidden dense, tanh",
              "4 hidden dropout 0.25",
              "5 scores dense"),
          rows(pass(profile, Pass.INFERENCE)));
    }
  }

  /** Weights of 3·9·5 = 135, 80·7 and 7·4; values of 3·64, 5·64, 5·16, 7 and 4. */
  @Test
  void theFiguresAreThoseOfTheBatch() {
    try (SmallNetModel model = model();
        Profiler profiler = Profiler.start(model)) {
      train(model, BATCH);
      Profile profile = profiler.profile();
      StepProfile conv = pass(profile, Pass.FORWARD).steps().get(0);
      assertEquals(BATCH * 135 * 64, conv.macs());
      assertEquals(4 * (BATCH * (192 + 320) + 135), conv.bytes());
      // The images want no gradient: that of the weight reads both and is written.
      StepProfile back = pass(profile, Pass.BACKWARD).steps().get(0);
      assertEquals(BATCH * 135 * 64, back.macs());
      assertEquals(4 * (BATCH * (192 + 320) + 135), back.bytes());
      StepProfile dense = pass(profile, Pass.BACKWARD).steps().get(5);
      assertEquals(2 * BATCH * 28, dense.macs());
    }
  }

  /** One pass: the median of a step is its time. */
  @ParameterizedTest
  @EnumSource(Pass.class)
  void stepsAndTheRestAddUpToThePass(Pass kind) {
    try (SmallNetModel model = model();
        Profiler profiler = Profiler.start(model)) {
      long start = System.nanoTime();
      if (kind == Pass.INFERENCE) {
        model.forward(new float[BATCH * 192], Mode.INFERENCE);
      } else {
        train(model, BATCH);
      }
      double elapsed = (System.nanoTime() - start) / 1e6;
      PassProfile pass = pass(profiler.profile(), kind);
      List<StepProfile> all = Stream.concat(pass.steps().stream(), pass.others().stream()).toList();
      double sum = all.stream().mapToDouble(StepProfile::milliseconds).sum();
      assertEquals(pass.milliseconds(), sum, 1e-6);
      assertEquals(1, all.stream().mapToDouble(StepProfile::share).sum(), 1e-9);
      assertTrue(sum > 0 && sum <= elapsed, sum + " of " + elapsed);
      for (StepProfile step : pass.steps()) {
        assertTrue(step.milliseconds() > 0, step::toString);
      }
    }
  }

  /** The slow layer has 784 times the multiplications of the next. */
  @Test
  void aSlowLayerIsSeen() {
    try (SlowNetModel model = SlowNetModel.builder().batchSize(BATCH).threads(1).build();
        Profiler profiler = Profiler.start(model)) {
      // Until they are compiled, quick layers are slow as well.
      long end = System.nanoTime() + PATIENCE_NANOS;
      do {
        for (int i = 0; i < 20; i++) {
          train(model, BATCH);
          model.forward(new float[BATCH * model.inputShape().size()], Mode.INFERENCE);
        }
      } while (!isSlowest(profiler.profile()) && System.nanoTime() - end < 0);
      assertEquals(3, profiler.profile().passes().size());
      assertTrue(isSlowest(profiler.profile()), profiler::report);
    }
  }

  /** Tells whether the layer that is to be slow takes three times as long as any other. */
  private static boolean isSlowest(Profile profile) {
    for (PassProfile pass : profile.passes()) {
      StepProfile slow = pass.steps().get(1);
      for (StepProfile step : pass.steps()) {
        if (!step.layer().equals("slow") && slow.milliseconds() <= 3 * step.milliseconds()) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void onlyWhatRunsBetweenStartAndCloseIsRecorded() {
    try (SmallNetModel model = model()) {
      train(model, BATCH);
      Profiler profiler = Profiler.start(model);
      assertEquals(List.of(), profiler.profile().passes());
      train(model, BATCH);
      train(model, BATCH);
      profiler.close();
      profiler.close();
      train(model, BATCH);
      assertEquals(2, pass(profiler.profile(), Pass.FORWARD).passes());
      assertEquals(2, pass(profiler.profile(), Pass.BACKWARD).passes());
    }
  }

  @Test
  void aSecondProfilerOfAModelIsRefused() {
    try (SmallNetModel model = model();
        SmallNetModel other = model()) {
      Profiler first = Profiler.start(model);
      assertEquals(
          "SmallNet is measured by another Profiler: close that one first, or go on with it",
          assertThrows(IllegalStateException.class, () -> Profiler.start(model)).getMessage());
      Profiler.start(other).close();
      first.close();
      try (Profiler second = Profiler.start(model)) {
        // Closed already, it must not stop the second one.
        first.close();
        train(model, BATCH);
        assertEquals(1, pass(second.profile(), Pass.FORWARD).passes());
        assertEquals(List.of(), first.profile().passes());
      }
    }
  }

  @Test
  void aModelInUseOrClosedIsRefused() {
    SmallNetModel model = model();
    model.hold();
    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () -> CompletableFuture.supplyAsync(() -> Profiler.start(model)).get());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("SmallNet is in use by thread"), message);
    model.release();
    Profiler profiler = Profiler.start(model);
    model.close();
    profiler.close();
    assertEquals("SmallNet: nothing has run yet\n", profiler.report());
    assertEquals(
        "SmallNet is closed",
        assertThrows(IllegalStateException.class, () -> Profiler.start(model)).getMessage());
  }

  @Test
  void aTrainerIsMeasuredAsItIs() {
    int images = 3 * BATCH + 1;
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(3, 8, 8), new float[images * 192], Targets.ofLabels(new int[images], 4));
    try (SmallNetModel model = model();
        Profiler profiler = Profiler.start(model)) {
      Trainer.of(model)
          .loss(Losses.crossEntropy())
          .optimizer(Sgd.of(0.01))
          .epochs(2)
          .fit(data, data);
      Profile profile = profiler.profile();
      // Three whole batches and one of a single image; validation the same.
      for (Pass kind : Pass.values()) {
        PassProfile pass = pass(profile, kind);
        assertEquals(8, pass.passes(), kind.name());
        assertEquals(6, pass.timed(), kind.name());
        assertEquals(BATCH, pass.images(), kind.name());
      }
      assertTrue(pass(profile, Pass.BACKWARD).millisecondsBefore() > 0);
      assertTrue(pass(profile, Pass.FORWARD).millisecondsBefore() > 0);
      String report = profiler.report();
      assertTrue(report.startsWith("SmallNet, inference, 4 images: medians of 6 among 8 passes\n"));
      assertTrue(report.contains("\nSmallNet, training, 4 images"), report);
    }
  }
}
