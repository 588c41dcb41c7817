package dev.conform.examples.demo;

import dev.conform.runtime.train.Epoch;
import dev.conform.runtime.train.Step;
import dev.conform.runtime.train.TrainingListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training: on a terminal a bar that moves, and after each epoch a line that stays. The
 * time that the bar names is what is left of the whole training.
 */
final class LiveProgress implements TrainingListener, AutoCloseable {

  private static final int REDRAW_MILLIS = 100;

  private final PrintStream out;
  private final boolean live;
  private final long start = System.nanoTime();
  private long stepsDone;
  private long stepsLeft;
  private @Nullable ProgressBar bar;

  /**
   * Starts the clock.
   *
   * @param out where it shows
   * @param live whether that is a terminal
   */
  LiveProgress(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  @Override
  public void onStep(Step step) {
    synchronized (this) { // the bar asks for the time left in a thread of its own
      stepsDone++;
      stepsLeft = (long) (step.epochs() - step.epoch()) * step.steps() + step.steps() - step.step();
    }
    if (!live) {
      return;
    }
    if (bar == null) {
      bar = newBar(step);
    }
    bar.stepTo(step.step());
    bar.setExtraMessage(
        String.format(
            Locale.ROOT, "%,.0f images/s, loss %.4f", step.imagesPerSecond(), step.meanLoss()));
  }

  private ProgressBar newBar(Step step) {
    return new ProgressBarBuilder()
        .setTaskName("epoch %d/%d".formatted(step.epoch(), step.epochs()))
        .setInitialMax(step.steps())
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setStyle(
            out.charset().newEncoder().canEncode('█')
                ? ProgressBarStyle.UNICODE_BLOCK
                : ProgressBarStyle.ASCII)
        .setEtaFunction(state -> timeLeft())
        .setConsumer(new ConsoleProgressBarConsumer(out))
        .clearDisplayOnFinish()
        .build();
  }

  private synchronized Optional<Duration> timeLeft() {
    return stepsDone == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(System.nanoTime() - start))
            .map(elapsed -> elapsed.multipliedBy(stepsLeft).dividedBy(stepsDone));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    close();
    out.printf(
        Locale.ROOT,
        "epoch %2d   training loss %.4f accuracy %.4f   validation loss %.4f accuracy %.4f   %.1f s%n",
        epoch.number(),
        epoch.trainLoss(),
        epoch.trainAccuracy(),
        epoch.validationLoss(),
        epoch.validationAccuracy(),
        epoch.seconds());
  }

  /** Takes the bar away, also when a training ends in the middle of an epoch. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
