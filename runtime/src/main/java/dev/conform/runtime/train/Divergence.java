package dev.conform.runtime.train;

import dev.conform.runtime.Layer;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.data.Batch;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Finds where a NaN or an infinity came from. */
final class Divergence {

  private Divergence() {}

  /** The loss is not finite. */
  static DivergedException ofLoss(
      Model model, Batch batch, double loss, int epoch, int step, double learningRate) {
    String layer = model.firstNonFinite().orElse("loss");
    String where =
        layer.equals("loss") ? "every layer's values are finite" : first(model, batch, layer);
    String what = "the loss is " + loss;
    return new DivergedException(
        message(model, what, where, epoch, step, learningRate), layer, epoch + 1, step + 1);
  }

  /** The loss is finite, but the backward pass made a NaN or an infinity. */
  static DivergedException ofGradient(
      Model model, Batch batch, double loss, int epoch, int step, double learningRate) {
    // Infinite scores may leave the loss finite: the forward pass is looked at first here too.
    Optional<String> forward = model.firstNonFinite();
    String layer = forward.orElseGet(() -> firstOfBackwardPass(model));
    String where =
        forward.isPresent()
            ? first(model, batch, layer)
            : "layer " + layer + " is the first in the backward pass";
    String what = "a gradient is NaN or infinite, though the loss is " + loss;
    return new DivergedException(
        message(model, what, where, epoch, step, learningRate), layer, epoch + 1, step + 1);
  }

  private static String first(Model model, Batch batch, String layer) {
    return layer.equals("input")
        ? "image %d of the data holds a NaN or infinite value"
            .formatted(batch.index(firstImage(model, batch)))
        : "layer " + layer + " is the first with a NaN or infinite value";
  }

  private static String firstOfBackwardPass(Model model) {
    return model.layers().reversed().stream()
        .filter(layer -> layer.parameters().stream().anyMatch(Divergence::hasNonFiniteGradient))
        .map(Layer::name)
        .findFirst()
        .orElse("loss");
  }

  private static String message(
      Model model, String what, String where, int epoch, int step, double learningRate) {
    return """
        %s in epoch %d, step %d: %s; %s.
        The parameters are those from before this step. The learning rate was %s: a smaller one, Schedules.warmUp, \
        or normalised images may help"""
        .formatted(model.name(), epoch + 1, step + 1, what, where, learningRate);
  }

  private static int firstImage(Model model, Batch batch) {
    int size = model.inputShape().size();
    for (long i = 0; i < (long) batch.size() * size; i++) {
      if (!Float.isFinite(batch.images().getAtIndex(ValueLayout.JAVA_FLOAT, i))) {
        return (int) (i / size);
      }
    }
    throw new IllegalStateException("the model's input is not finite, but the batch is");
  }

  private static boolean hasNonFiniteGradient(Parameter parameter) {
    if (!parameter.isTrained()) {
      return false;
    }
    for (float value : parameter.gradient()) {
      if (!Float.isFinite(value)) {
        return true;
      }
    }
    return false;
  }
}
