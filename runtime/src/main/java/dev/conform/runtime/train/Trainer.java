package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model.
 *
 * <pre>{@code
 * History history =
 *     Trainer.of(net)
 *         .loss(Losses.crossEntropy())
 *         .optimizer(Adam.of(1e-3))
 *         .epochs(5)
 *         .fit(train, validation);
 * }</pre>
 *
 * <p>The batch size is the model's. The same seed, data and starting parameters give the same
 * parameters to the last bit, on the same machine with the same number of threads.
 */
public final class Trainer {

  private final Model model;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private @Nullable Loss loss;
  private @Nullable Optimizer optimizer;
  private @Nullable EarlyStopping earlyStopping;
  private Schedule schedule = Schedules.constant();
  private boolean scheduleBySteps;
  private boolean shuffled = true;
  private int epochs = 1;
  private long seed;

  private Trainer(Model model) {
    this.model = model;
  }

  /**
   * Starts with one epoch, a constant learning rate, and shuffling by seed 0. A loss and an
   * optimizer are to be added.
   *
   * @param model to train; not one for inference only
   * @return a trainer
   */
  public static Trainer of(Model model) {
    return new Trainer(model);
  }

  /**
   * Sets the loss.
   *
   * @param chosen for example {@link Losses#crossEntropy()}
   * @return this
   */
  public Trainer loss(Loss chosen) {
    this.loss = chosen;
    return this;
  }

  /**
   * Sets the optimizer.
   *
   * @param chosen for example {@code Adam.of(1e-3)}
   * @return this
   */
  public Trainer optimizer(Optimizer chosen) {
    this.optimizer = chosen;
    return this;
  }

  /**
   * Sets how the learning rate changes from epoch to epoch.
   *
   * @param byEpochs its time is the number of epochs that are over
   * @return this
   */
  public Trainer schedule(Schedule byEpochs) {
    this.schedule = byEpochs;
    this.scheduleBySteps = false;
    return this;
  }

  /**
   * Sets how the learning rate changes from step to step.
   *
   * @param bySteps its time is the number of steps that are over, in all epochs together
   * @return this
   */
  public Trainer scheduleBySteps(Schedule bySteps) {
    this.schedule = bySteps;
    this.scheduleBySteps = true;
    return this;
  }

  /**
   * Sets how many times to go through the training data.
   *
   * @param count 1 or more
   * @return this
   */
  public Trainer epochs(int count) {
    Ranges.atLeast1("epochs", count);
    this.epochs = count;
    return this;
  }

  /**
   * Sets the seed that the order of the images comes from, another order in each epoch.
   *
   * @param value any number
   * @return this
   */
  public Trainer seed(long value) {
    this.seed = value;
    return this;
  }

  /**
   * Keeps the images in the order of the data, in every epoch.
   *
   * @return this
   */
  public Trainer unshuffled() {
    this.shuffled = false;
    return this;
  }

  /**
   * Ends the training early when the validation data show no more progress.
   *
   * @param rule what progress is
   * @return this
   */
  public Trainer earlyStopping(EarlyStopping rule) {
    this.earlyStopping = rule;
    return this;
  }

  /**
   * Adds one who hears of the progress.
   *
   * @param listener is called in the training thread
   * @return this
   */
  public Trainer listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Trains without validation; see {@link #fit(Dataset, Dataset)}.
   *
   * @param train the data to learn
   * @return what came of it
   */
  public History fit(Dataset train) {
    return run(train, null);
  }

  /**
   * Trains. The optimizer starts anew with each call, the parameters go on from where they are. An
   * interrupt of the thread ends the training after the step that is under way; the interrupt flag
   * stays set.
   *
   * @param train the data to learn
   * @param validation the data to measure each epoch with
   * @return what came of it
   * @throws IllegalArgumentException if the data do not fit model and loss: nothing has changed
   *     then
   * @throws IllegalStateException if loss or optimizer are missing, if the model was built for
   *     inference only, is closed or in use by another thread, or if an image could not be read
   * @throws DivergedException if the loss or a gradient is NaN or infinite, naming the layer
   * @throws dev.conform.runtime.InsufficientMemoryException if there is no memory for the optimizer
   */
  public History fit(Dataset train, Dataset validation) {
    return run(train, validation);
  }

  private History run(Dataset train, @Nullable Dataset validation) {
    if (loss == null) {
      throw new IllegalStateException("no loss: add .loss(Losses.crossEntropy())");
    }
    if (optimizer == null) {
      throw new IllegalStateException("no optimizer: add .optimizer(Adam.of(1e-3))");
    }
    if (model.isInferenceOnly()) {
      throw new IllegalStateException(
          model.name() + " was built with inferenceOnly() and cannot be trained");
    }
    if (earlyStopping != null && validation == null) {
      throw new IllegalStateException(
          "early stopping needs validation data: call fit(train, validation)");
    }
    check(loss, train, "training");
    if (validation != null) {
      check(loss, validation, "validation");
    }
    Settings settings =
        new Settings(
            model,
            loss,
            optimizer,
            schedule,
            scheduleBySteps,
            epochs,
            seed,
            shuffled,
            earlyStopping,
            List.copyOf(listeners));
    return new Training(settings, train, validation).run();
  }

  private void check(Loss chosen, Dataset data, String what) {
    Evaluation.checkImages(model, data, what);
    chosen.check(model.name(), model.outputShape(), model.endsInProbabilities(), data.targets());
  }

  /** All that {@code fit} needs to know, fixed when it is called. */
  record Settings(
      Model model,
      Loss loss,
      Optimizer optimizer,
      Schedule schedule,
      boolean scheduleBySteps,
      int epochs,
      long seed,
      boolean shuffled,
      @Nullable EarlyStopping earlyStopping,
      List<TrainingListener> listeners) {

    double learningRate(int epoch, long step) {
      return schedule.at(optimizer.learningRate(), scheduleBySteps ? step : epoch);
    }
  }
}
