package dev.conform.runtime.train;

import static dev.conform.runtime.train.Clouds.TINY;
import static dev.conform.runtime.train.Clouds.clouds;
import static dev.conform.runtime.train.Clouds.model;
import static dev.conform.runtime.train.Clouds.parameters;
import static dev.conform.runtime.train.Clouds.trainer;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trainer on a network of two small layers in plain loops. */
@Timeout(60)
class TrainerTest {

  @AfterEach
  void noThreadIsLeft() {
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("conform-batch-loader")));
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

  /**
   * Beyond what the first steps take, a step costs the training thread next to nothing. Until
   * HotSpot has compiled a loop of the Vector API each vector is an object, so the first
   * measurements may count those; how many do depends on how busy the machine is.
   */
  @Test
  void stepsAllocateNextToNothing() {
    try (TinyModel model = model(1)) {
      ImageDataset data = clouds(100, 1);
      long perStep = Long.MAX_VALUE;
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (perStep >= 200 && System.nanoTime() < deadline) {
        long few = allocatedBy(() -> trainer(model, TINY).epochs(1).fit(data));
        long many = allocatedBy(() -> trainer(model, TINY).epochs(21).fit(data));
        perStep = (many - few) / 2_000;
      }
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
