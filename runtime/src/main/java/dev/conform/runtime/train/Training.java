package dev.conform.runtime.train;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.Output;
import dev.conform.runtime.data.Batch;
import dev.conform.runtime.data.BatchLoader;
import dev.conform.runtime.data.Dataset;
import dev.conform.runtime.train.History.End;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of {@code fit}. */
final class Training {

  private static final double NANOS = 1e9;

  private final Trainer.Settings settings;
  private final Model model;
  private final Dataset train;
  private final @Nullable Dataset validation;
  private final Predictions predictions;
  private final boolean hasClasses;
  private final List<Epoch> finished = new ArrayList<>();
  private long stepsDone;
  private double learningRate;

  // Of the epoch under way.
  private double lossSum;
  private long images;
  private long correct;

  Training(Trainer.Settings settings, Dataset train, @Nullable Dataset validation) {
    this.settings = settings;
    this.model = settings.model();
    this.train = train;
    this.validation = validation;
    this.predictions = new Predictions(model);
    this.hasClasses = train.targets().areLabels();
  }

  /** The model is held throughout: nobody else may see it between two steps. */
  History run() {
    model.hold();
    try {
      return train();
    } finally {
      model.release();
    }
  }

  private History train() {
    BestEpoch best =
        settings.earlyStopping() == null ? null : new BestEpoch(settings.earlyStopping(), model);
    End end;
    try (OptimizerState optimizer = settings.optimizer().start(model);
        Statistics statistics = new Statistics(model);
        BatchLoader loader = loader()) {
      end = epochs(optimizer, statistics, loader, best);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      end = End.INTERRUPTED;
    }
    if (best != null) {
      best.restore();
    }
    History history = new History(finished, end);
    settings.listeners().forEach(listener -> listener.onEnd(history));
    return history;
  }

  private BatchLoader loader() {
    return settings.shuffled()
        ? BatchLoader.shuffled(train, model.batchSize(), settings.epochs(), settings.seed())
        : BatchLoader.inOrder(train, model.batchSize(), settings.epochs());
  }

  private End epochs(
      OptimizerState optimizer, Statistics statistics, BatchLoader loader, @Nullable BestEpoch best)
      throws InterruptedException {
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      long start = System.nanoTime();
      lossSum = 0;
      images = 0;
      correct = 0;
      for (int step = 0; step < loader.steps(); step++) {
        Batch batch = loader.next();
        double loss = step(optimizer, statistics, batch, epoch, step);
        lossSum += loss * batch.size();
        images += batch.size();
        tell(batch, loss, epoch, step, loader.steps(), start);
      }
      Epoch done = finish(epoch, start);
      finished.add(done);
      settings.listeners().forEach(listener -> listener.onEpoch(done));
      if (best != null && best.isOverAfter(done)) {
        return End.STOPPED_EARLY;
      }
    }
    return End.COMPLETED;
  }

  private double step(
      OptimizerState optimizer, Statistics statistics, Batch batch, int epoch, int step) {
    statistics.keep();
    model.forward(batch.images(), batch.size(), Mode.TRAINING);
    double loss = 0;
    for (Output output : model.outputs()) {
      loss += output.weight() * loss(output, batch);
    }
    learningRate = settings.learningRate(epoch, stepsDone);
    Divergence divergence = new Divergence(model, batch, loss, epoch + 1, step + 1, learningRate);
    if (!Double.isFinite(loss)) {
      throw divergence.ofLoss(statistics);
    }
    if (hasClasses) {
      correct += predictions.correct(batch.targets(), batch.size());
    }
    model.backward();
    if (model.firstNonFiniteGradient().isPresent()) {
      throw divergence.ofGradient(statistics);
    }
    if (!optimizer.step(learningRate)) {
      throw divergence.ofUpdate();
    }
    stepsDone++;
    return loss;
  }

  /** Leaves the gradient of an output's share in the sum of losses. */
  private double loss(Output output, Batch batch) {
    double loss =
        settings
            .loss()
            .compute(
                output.gradient(), output.values(), batch.targets(), output.shape(), batch.size());
    if (output.weight() != 1) {
      for (long i = 0; i < (long) batch.size() * output.shape().size(); i++) {
        output.gradient().set(i, (float) (output.weight() * output.gradient().get(i)));
      }
    }
    return loss;
  }

  private void tell(Batch batch, double loss, int epoch, int step, int steps, long start) {
    if (settings.listeners().isEmpty()) {
      return;
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    Step done =
        new Step(
            epoch + 1,
            settings.epochs(),
            step + 1,
            steps,
            batch.size(),
            loss,
            lossSum / images,
            learningRate,
            images / seconds);
    for (TrainingListener listener : settings.listeners()) {
      listener.onStep(done);
    }
  }

  private Epoch finish(int epoch, long start) throws InterruptedException {
    double validationLoss = Double.NaN;
    double validationAccuracy = Double.NaN;
    if (validation != null) {
      MeanLoss mean = new MeanLoss(model, settings.loss());
      long[] right = new long[1];
      Evaluation.run(
          model,
          validation,
          batch -> {
            mean.add(batch);
            if (hasClasses) {
              right[0] += predictions.correct(batch.targets(), batch.size());
            }
          });
      validationLoss = mean.value();
      validationAccuracy = hasClasses ? (double) right[0] / validation.size() : Double.NaN;
    }
    return new Epoch(
        epoch + 1,
        lossSum / images,
        hasClasses ? (double) correct / images : Double.NaN,
        validationLoss,
        validationAccuracy,
        learningRate,
        (System.nanoTime() - start) / NANOS);
  }
}
