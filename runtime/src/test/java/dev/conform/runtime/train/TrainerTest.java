package dev.conform.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trainer on a network of two small layers in plain loops. */
@Timeout(60)
class TrainerTest {

  private static final double TINY = 1e-30;

  @AfterEach
  void noThreadIsLeft() {
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("conform-batch-loader")));
  }

  /** Three clouds of points around (2, 0), (−2, 2) and (−2, −2). */
  private static ImageDataset clouds(int size, long seed) {
    float[][] centres = {{2, 0}, {-2, 2}, {-2, -2}};
    Random random = new Random(seed);
    float[] points = new float[2 * size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(3);
      points[2 * i] = centres[labels[i]][0] + (float) random.nextGaussian() * 0.3f;
      points[2 * i + 1] = centres[labels[i]][1] + (float) random.nextGaussian() * 0.3f;
    }
    return ImageDataset.ofFloats(Shape.image(1, 1, 2), points, Targets.ofLabels(labels, 3));
  }

  private static TinyModel model(int batchSize) {
    return TinyModel.builder(2, 3).batchSize(batchSize).seed(1).build();
  }

  private static Trainer trainer(TinyModel model, double learningRate) {
    return Trainer.of(model).loss(Losses.crossEntropy()).optimizer(Sgd.of(learningRate));
  }

  private static float[] parameters(TinyModel model) {
    float[] all = new float[Math.toIntExact(model.parameterMemory().size())];
    model.parameterMemory().copyTo(all);
    return all;
  }

  @Test
  void learns() {
    for (Optimizer optimizer : List.of(Sgd.of(0.1).momentum(0.9), Adam.of(0.02), AdamW.of(0.02))) {
      try (TinyModel model = model(16)) {
        History history =
            Trainer.of(model)
                .loss(Losses.crossEntropy())
                .optimizer(optimizer)
                .epochs(10)
                .fit(clouds(200, 1), clouds(100, 2));
        assertEquals(History.End.COMPLETED, history.end());
        assertEquals(10, history.epochs().size());
        assertEquals(1, history.last().validationAccuracy());
        assertTrue(history.last().trainLoss() < history.epochs().get(0).trainLoss() / 3);
        assertEquals(1, Metrics.accuracy(model, clouds(100, 3)));
      }
    }
  }

  /** At a rate that changes nothing, the epoch's numbers are those of the untouched model. */
  @ParameterizedTest
  @CsvSource({"7", "10", "64", "1"})
  void meansCountEachImageOnce(int batchSize) {
    ImageDataset train = clouds(20, 1);
    ImageDataset validation = clouds(13, 2);
    try (TinyModel model = model(batchSize)) {
      Epoch epoch = trainer(model, TINY).fit(train, validation).last();
      double trainLoss = Metrics.loss(model, train, Losses.crossEntropy());
      assertEquals(trainLoss, epoch.trainLoss(), 1e-12);
      assertEquals(Metrics.accuracy(model, train), epoch.trainAccuracy());
      double validationLoss = Metrics.loss(model, validation, Losses.crossEntropy());
      assertEquals(validationLoss, epoch.validationLoss(), 1e-12);
      assertEquals(Metrics.accuracy(model, validation), epoch.validationAccuracy());
    }
  }

  /** The step of a partial batch is that of a whole batch of those images. */
  @Test
  void aDatasetSmallerThanTheBatchIsOneBatch() {
    try (TinyModel large = model(64);
        TinyModel small = model(5)) {
      trainer(large, 0.1).unshuffled().fit(clouds(5, 1));
      trainer(small, 0.1).unshuffled().fit(clouds(5, 1));
      assertArrayEquals(parameters(small), parameters(large));
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    float[] first = trained(3);
    assertArrayEquals(first, trained(3));
    assertFalse(Arrays.equals(first, trained(4)));
  }

  private static float[] trained(long seed) {
    try (TinyModel model = model(7)) {
      Trainer.of(model)
          .loss(Losses.crossEntropy())
          .optimizer(Adam.of(0.01))
          .epochs(3)
          .seed(seed)
          .fit(clouds(50, 1));
      return parameters(model);
    }
  }

  @Test
  void tellsOfEachStepAndEpoch() {
    List<Step> steps = new ArrayList<>();
    List<Epoch> epochs = new ArrayList<>();
    List<History> ends = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            steps.add(step);
          }

          @Override
          public void onEpoch(Epoch epoch) {
            epochs.add(epoch);
          }

          @Override
          public void onEnd(History history) {
            ends.add(history);
          }
        };
    try (TinyModel model = model(4)) {
      History history =
          trainer(model, 0.1)
              .schedule(Schedules.step(1, 0.5))
              .epochs(2)
              .listener(listener)
              .fit(clouds(10, 1));
      assertEquals(6, steps.size());
      double sum = 0;
      for (int i = 0; i < 6; i++) {
        Step step = steps.get(i);
        assertEquals(List.of(i / 3 + 1, 2), List.of(step.epoch(), step.epochs()));
        assertEquals(List.of(i % 3 + 1, 3), List.of(step.step(), step.steps()));
        assertEquals(i % 3 == 2 ? 2 : 4, step.batch());
        assertEquals(i < 3 ? 0.1 : 0.05, step.learningRate());
        assertTrue(step.imagesPerSecond() > 0);
        sum = (i % 3 == 0 ? 0 : sum) + step.loss() * step.batch();
        assertEquals(sum / Math.min(10, 4 * (i % 3 + 1)), step.meanLoss(), 1e-12);
      }
      assertEquals(history.epochs(), epochs);
      assertEquals(List.of(history), ends);
      assertEquals(steps.get(5).meanLoss(), epochs.get(1).trainLoss());
      assertTrue(Double.isNaN(epochs.get(1).validationLoss()));
      assertTrue(epochs.get(1).seconds() > 0);
    }
  }

  @Test
  void aScheduleBySteps() {
    List<Double> rates = new ArrayList<>();
    try (TinyModel model = model(4)) {
      trainer(model, 0.8)
          .scheduleBySteps(Schedules.warmUp(3, Schedules.constant()))
          .epochs(2)
          .listener(
              new TrainingListener() {
                @Override
                public void onStep(Step step) {
                  rates.add(step.learningRate());
                }
              })
          .fit(clouds(10, 1));
    }
    assertEquals(List.of(0.2, 0.4, 0.6, 0.8, 0.8, 0.8), rounded(rates));
  }

  private static List<Double> rounded(List<Double> values) {
    return values.stream().map(value -> Math.round(value * 1e9) / 1e9).toList();
  }

  @Test
  void anInterruptEndsTheTrainingAfterTheStep() {
    List<Step> steps = new ArrayList<>();
    try (TinyModel model = model(4)) {
      History history =
          trainer(model, 0.1)
              .epochs(5)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(Step step) {
                      steps.add(step);
                      if (steps.size() == 4) {
                        Thread.currentThread().interrupt();
                      }
                    }
                  })
              .fit(clouds(10, 1), clouds(10, 2));
      assertTrue(Thread.interrupted(), "the flag is kept");
      assertEquals(4, steps.size());
      assertEquals(1, history.epochs().size());
      assertEquals(History.End.INTERRUPTED, history.end());
    }
  }

  @Test
  void anInterruptDuringValidationEndsTheTrainingToo() {
    try (TinyModel model = model(10)) {
      History history =
          trainer(model, 0.1)
              .epochs(5)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(Step step) {
                      Thread.currentThread().interrupt(); // the epoch's only step
                    }
                  })
              .fit(clouds(10, 1), clouds(10, 2));
      assertTrue(Thread.interrupted());
      assertEquals(new History(List.of(), History.End.INTERRUPTED), history);
      assertThrows(IllegalStateException.class, history::last);
    }
  }

  @Test
  void anExceptionOfAListenerReachesTheCaller() {
    ArithmeticException thrown = new ArithmeticException();
    try (TinyModel model = model(4)) {
      Trainer trainer =
          trainer(model, 0.1)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(Step step) {
                      throw thrown;
                    }
                  });
      ImageDataset data = clouds(10, 1);
      assertSame(thrown, assertThrows(ArithmeticException.class, () -> trainer.fit(data)));
    }
  }

  @Test
  void stopsWhenThereIsNoProgress() {
    try (TinyModel model = model(10)) {
      History history =
          trainer(model, TINY)
              .epochs(50)
              .earlyStopping(EarlyStopping.patience(3))
              .fit(clouds(10, 1), clouds(10, 2));
      assertEquals(History.End.STOPPED_EARLY, history.end());
      assertEquals(4, history.epochs().size()); // the first, and three without progress
    }
  }

  private static Epoch epoch(double validationLoss, double validationAccuracy) {
    return new Epoch(1, 0, 0, validationLoss, validationAccuracy, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "VALIDATION_LOSS, 2, 0, '5 4 4.5 3 3 3', 5",
    "VALIDATION_LOSS, 1, 0, '5 5', 1",
    "VALIDATION_LOSS, 2, 0.5, '5 4.6 4.5 4.2', 2",
    "VALIDATION_LOSS, 2, 0.5, '5 4.6 4.4 4.2', -1",
    "VALIDATION_LOSS, 2, 0, 'NaN 5 4 NaN NaN', 4",
    "VALIDATION_LOSS, 3, 0, 'NaN NaN NaN', 2",
    "VALIDATION_ACCURACY, 2, 0, '0.5 0.6 0.6 0.7 0.1 0.7', 5",
    "VALIDATION_ACCURACY, 2, 0.2, '0.5 0.6 0.65', 2",
  })
  void patienceCountsEpochsWithoutProgress(
      EarlyStopping.Monitor monitor, int patience, double minDelta, String values, int stop) {
    try (TinyModel model = model(1)) {
      EarlyStopping rule = EarlyStopping.patience(patience).monitor(monitor).minDelta(minDelta);
      BestEpoch best = new BestEpoch(rule, model);
      int stopped = -1;
      String[] each = values.split(" ", -1);
      for (int i = 0; i < each.length && stopped < 0; i++) {
        double value = Double.parseDouble(each[i]);
        if (best.isOverAfter(epoch(value, value))) {
          stopped = i;
        }
      }
      assertEquals(stop, stopped);
    }
  }

  @Test
  void theBestParametersComeBack() {
    for (boolean restores : new boolean[] {true, false}) {
      try (TinyModel model = model(1)) {
        EarlyStopping rule = EarlyStopping.patience(5);
        BestEpoch best = new BestEpoch(restores ? rule : rule.keepingLast(), model);
        double[] losses = {3, 1, 2};
        for (int i = 0; i < 3; i++) {
          model.parameters().get(2).set(new float[] {i, i, i});
          best.isOverAfter(epoch(losses[i], 0));
        }
        best.restore();
        assertEquals(restores ? 1 : 2, model.parameters().get(2).values()[0]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"first, NaN", "last, NaN", "first, Infinity", "last, -Infinity"})
  void aNanInALayerNamesIt(String layer, float value) {
    try (TinyModel model = model(4)) {
      float[] values = model.layer(layer).parameters().get(0).values();
      values[1] = value;
      model.layer(layer).parameters().get(0).set(values);
      DivergedException diverged = diverged(trainer(model, 0.1), clouds(10, 1));
      assertEquals(layer, diverged.layer());
      assertEquals(List.of(1, 1), List.of(diverged.epoch(), diverged.step()));
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.startsWith("Tiny in epoch 1, step 1: "), message);
      assertTrue(message.contains("; layer " + layer + " is the first with"), message);
    }
  }

  private static DivergedException diverged(Trainer trainer, ImageDataset data) {
    return assertThrows(DivergedException.class, () -> trainer.fit(data));
  }

  @Test
  void aNanInAnImageNamesTheImage() {
    float[] pixels = new float[20];
    pixels[13] = Float.NaN;
    ImageDataset data =
        ImageDataset.ofFloats(Shape.image(1, 1, 2), pixels, Targets.ofLabels(new int[10], 3));
    try (TinyModel model = model(4)) {
      float[] before = parameters(model);
      DivergedException diverged = diverged(trainer(model, TINY), data);
      assertEquals("input", diverged.layer());
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.contains("image 6 of the data holds a NaN"), message);
      assertArrayEquals(before, parameters(model));
    }
  }

  /** The loss is finite, but a product in the backward pass overflows a float. */
  @ParameterizedTest
  @CsvSource({"1e20, 1e10, last", "1, 1e30, first"})
  void aGradientThatOverflowsNamesItsLayerAndChangesNothing(
      float firstWeight, float lastWeight, String layer) {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {0}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      model.parameters().get(0).set(new float[] {firstWeight, 0, 0});
      model.parameters().get(1).set(new float[] {lastWeight, 0, 0});
      float[] before = parameters(model);
      Trainer trainer = Trainer.of(model).loss(Losses.meanSquaredError()).optimizer(Adam.of(0.1));
      DivergedException diverged = diverged(trainer, data);
      assertEquals(layer, diverged.layer());
      assertArrayEquals(before, parameters(model));
    }
  }

  @Test
  void anUpdateThatOverflowsNamesItsLayer() {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {1e30f}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      model.parameters().get(0).set(new float[] {1, 0, 0});
      model.parameters().get(1).set(new float[3]); // no gradient for the first layer
      Trainer trainer = trainer(model, 1e20).loss(Losses.meanSquaredError());
      DivergedException diverged = diverged(trainer, data);
      assertEquals("last", diverged.layer());
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.contains("The step has been carried out"), message);
    }
  }

  @Test
  void aRateThatIsTooLargeDiverges() {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {3}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      Trainer trainer =
          Trainer.of(model).loss(Losses.meanSquaredError()).optimizer(Sgd.of(100)).epochs(100);
      DivergedException diverged = diverged(trainer, data);
      assertTrue(diverged.epoch() > 1);
      for (float value : parameters(model)) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  @Test
  void learnsVectors() {
    float[] inputs = new float[40];
    float[] outputs = new float[40];
    Random random = new Random(5);
    for (int i = 0; i < 40; i += 2) {
      inputs[i] = (float) random.nextGaussian();
      inputs[i + 1] = (float) random.nextGaussian();
      outputs[i] = 2 * inputs[i] - inputs[i + 1] + 1;
      outputs[i + 1] = inputs[i + 1] - 3;
    }
    ImageDataset data =
        ImageDataset.ofFloats(Shape.image(1, 1, 2), inputs, Targets.ofVectors(outputs, 2));
    try (TinyModel model = TinyModel.builder(2, 2).batchSize(20).seed(2).build()) {
      History history =
          Trainer.of(model)
              .loss(Losses.meanSquaredError())
              .optimizer(Adam.of(0.03))
              .epochs(600)
              .fit(data, data);
      assertTrue(history.last().trainLoss() < 1e-5, history.last().toString());
      assertTrue(Double.isNaN(history.last().validationAccuracy()));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTheFirstStep() {
    try (TinyModel model = model(4);
        TinyModel ends = TinyModel.builder(2, 3, true).build();
        TinyModel inference = TinyModel.builder(2, 3).inferenceOnly().build()) {
      ImageDataset data = clouds(10, 1);
      Trainer trainer = trainer(model, 0.1);
      refused("the training data are empty", () -> trainer.fit(data.first(0)));
      refused("the validation data are empty", () -> trainer.fit(data, data.first(0)));
      refused(
          "Tiny takes images of 1×1×2, but the training data are 1×3×4",
          () -> trainer.fit(data.pad(1)));
      ImageDataset five =
          ImageDataset.ofFloats(
              Shape.image(1, 1, 2), new float[2], Targets.ofLabels(new int[1], 5));
      refused(
          "crossEntropy: Tiny gives 3 scores, but the data has 5 classes: end it in @Dense(units = 5)",
          () -> trainer.fit(five));
      refused(
          "crossEntropy: Tiny gives 3 scores, but the data has 5 classes: end it in @Dense(units = 5)",
          () -> trainer.fit(data, five));
      refused(
          """
          crossEntropy takes scores, but Tiny ends in softmax or sigmoid: the loss would apply softmax twice.
          Remove it from the last layer; predict() applies softmax by itself""",
          () -> trainer(ends, 0.1).fit(data));
      refused(
          "binaryCrossEntropy: Tiny gives 3 outputs, but the data has 5 classes: one output for each is needed",
          () -> trainer(model, 0.1).loss(Losses.binaryCrossEntropy()).fit(five));
      refused(
          "no loss: add .loss(Losses.crossEntropy())",
          () -> Trainer.of(model).optimizer(Adam.of(1)).fit(data));
      refused(
          "no optimizer: add .optimizer(Adam.of(1e-3))",
          () -> Trainer.of(model).loss(Losses.crossEntropy()).fit(data));
      refused(
          "early stopping needs validation data: call fit(train, validation)",
          () -> trainer(model, 0.1).earlyStopping(EarlyStopping.patience(1)).fit(data));
      refused(
          "Tiny was built with inferenceOnly() and cannot be trained",
          () -> trainer(inference, 0.1).fit(data));
      refused("epochs 0: it must be 1 or more", () -> trainer(model, 0.1).epochs(0));
    }
  }

  private static void refused(String message, Runnable fitting) {
    assertEquals(message, assertThrows(RuntimeException.class, fitting::run).getMessage());
  }

  /** Beyond what the first steps take, a step costs the training thread next to nothing. */
  @Test
  void stepsAllocateNextToNothing() {
    try (TinyModel model = model(1)) {
      ImageDataset data = clouds(100, 1);
      trainer(model, TINY).epochs(20).fit(data);
      long few = allocatedBy(() -> trainer(model, TINY).epochs(1).fit(data));
      long many = allocatedBy(() -> trainer(model, TINY).epochs(21).fit(data));
      long perStep = (many - few) / 2_000;
      assertTrue(perStep < 200, perStep + " bytes a step");
    }
  }

  private static long allocatedBy(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
