package dev.conform.runtime.train;

import static dev.conform.runtime.train.Clouds.TINY;
import static dev.conform.runtime.train.Clouds.clouds;
import static dev.conform.runtime.train.Clouds.model;
import static dev.conform.runtime.train.Clouds.trainer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training ends without progress, and the best parameters come back. */
class EarlyStoppingTest {

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
}
