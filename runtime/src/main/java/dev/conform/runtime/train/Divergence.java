package dev.conform.runtime.train;

import dev.conform.runtime.Layer;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.data.Batch;
import java.lang.foreign.ValueLayout;

/** Finds where a NaN or an infinity came from. */
final class Divergence {

  private Divergence() {}

  /** The forward pass made it. */
  static DivergedException ofLoss(
      Model model, Batch batch, double loss, int epoch, int step, double learningRate) {
    String layer = model.firstNonFinite().orElse("loss");
    String where =
        switch (layer) {
          case "input" ->
              "image %d of the data holds a NaN or infinite value"
                  .formatted(batch.index(firstImage(model, batch)));
          case "loss" -> "every layer's values are finite";
          default -> "layer " + layer + " is the first with a NaN or infinite value";
        };
    return new DivergedException(
        message(model, "the loss is " + loss, where, epoch, step, learningRate),
        layer,
        epoch + 1,
        step + 1);
  }

  /** The backward pass made it, from a finite loss. */
  static DivergedException ofGradient(
      Model model, double loss, int epoch, int step, double learningRate) {
    String layer = "loss";
    for (Layer candidate : model.layers().reversed()) {
      if (candidate.parameters().stream().anyMatch(Divergence::hasNonFiniteGradient)) {
        layer = candidate.name();
        break;
      }
    }
    String what = "a gradient is NaN or infinite, though the loss is " + loss;
    String where = "in the backward pass layer " + layer + " is the first";
    return new DivergedException(
        message(model, what, where, epoch, step, learningRate), layer, epoch + 1, step + 1);
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
