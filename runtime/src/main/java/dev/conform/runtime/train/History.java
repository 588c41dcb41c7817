package dev.conform.runtime.train;

import java.util.List;

/**
 * What came of a training.
 *
 * @param epochs those that were finished, in order
 * @param end why it ended
 */
public record History(List<Epoch> epochs, End end) {

  /** Why a training ended. */
  public enum End {
    /** All epochs are done. */
    COMPLETED,
    /** {@link EarlyStopping} saw no progress. */
    STOPPED_EARLY,
    /** The thread was interrupted; its interrupt flag is still set. */
    INTERRUPTED
  }

  /** Keeps an immutable copy. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * Returns the last epoch.
   *
   * @return the epoch
   * @throws IllegalStateException if none was finished
   */
  public Epoch last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("no epoch was finished");
    }
    return epochs.get(epochs.size() - 1);
  }
}
