package dev.conform.runtime.train;

/**
 * Ends a training when the validation data show no more progress, as Keras's {@code EarlyStopping}
 * does.
 *
 * @param monitor what is watched
 * @param patience epochs without progress after which the training ends, 1 or more
 * @param minDelta the least change that counts as progress, 0 or more
 * @param restoresBest whether the model gets the parameters of its best epoch back in the end,
 *     however the training ends but by an exception
 */
public record EarlyStopping(Monitor monitor, int patience, double minDelta, boolean restoresBest) {

  /** What can be watched. */
  public enum Monitor {
    /** Should fall. */
    VALIDATION_LOSS {
      @Override
      double progress(Epoch epoch, double best) {
        return best - epoch.validationLoss();
      }

      @Override
      double value(Epoch epoch) {
        return epoch.validationLoss();
      }
    },
    /** Should rise. */
    VALIDATION_ACCURACY {
      @Override
      double progress(Epoch epoch, double best) {
        return epoch.validationAccuracy() - best;
      }

      @Override
      double value(Epoch epoch) {
        return epoch.validationAccuracy();
      }
    };

    /** By how much an epoch is better than the best value so far. */
    abstract double progress(Epoch epoch, double best);

    abstract double value(Epoch epoch);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public EarlyStopping {
    Ranges.atLeast1("patience", patience);
    Ranges.from0("minDelta", minDelta);
  }

  /**
   * Watches the validation loss, counts any change, and restores the best parameters.
   *
   * @param patience epochs without progress after which the training ends, 1 or more
   * @return the rule
   */
  public static EarlyStopping patience(int patience) {
    return new EarlyStopping(Monitor.VALIDATION_LOSS, patience, 0, true);
  }

  /**
   * Returns this rule for another value.
   *
   * @param other what to watch
   * @return the new rule
   */
  public EarlyStopping monitor(Monitor other) {
    return new EarlyStopping(other, patience, minDelta, restoresBest);
  }

  /**
   * Returns this rule with another least change.
   *
   * @param least that counts as progress, 0 or more
   * @return the new rule
   */
  public EarlyStopping minDelta(double least) {
    return new EarlyStopping(monitor, patience, least, restoresBest);
  }

  /**
   * Returns this rule without restoring: the model keeps the parameters of the last epoch.
   *
   * @return the new rule
   */
  public EarlyStopping keepingLast() {
    return new EarlyStopping(monitor, patience, minDelta, false);
  }
}
