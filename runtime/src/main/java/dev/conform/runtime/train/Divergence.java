package dev.conform.runtime.train;

import dev.conform.runtime.Model;
import dev.conform.runtime.data.Batch;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds where a NaN or an infinity came from.
 *
 * @param model that is trained
 * @param batch of the step
 * @param loss of the step
 * @param epoch from 1
 * @param step from 1
 * @param learningRate of the step
 */
record Divergence(Model model, Batch batch, double loss, int epoch, int step, double learningRate) {

  private static final String LOSS = "loss";
  private static final String INPUT = "input";

  /** The loss is not finite. */
  DivergedException ofLoss(Statistics before) {
    String layer = model.firstNonFinite().orElse(LOSS);
    before.restore();
    return exception("the loss is " + loss, layer, "The model is as it was before this step");
  }

  /** The loss is finite, but the backward pass made a NaN or an infinity. */
  DivergedException ofGradient(Statistics before) {
    // Infinite scores may leave the loss finite: the forward pass is looked at first here too.
    String layer = model.firstNonFinite().or(model::firstNonFiniteGradient).orElse(LOSS);
    before.restore();
    return exception(
        "a gradient or a running sum of it is NaN or infinite, though the loss is " + loss,
        layer,
        "The model is as it was before this step");
  }

  /** Loss and gradients are finite, but a parameter is not any more. */
  DivergedException ofUpdate() {
    return exception(
        "a parameter is NaN or infinite, though the loss is " + loss + " and gradients are finite",
        model.firstNonFinite().orElse(LOSS),
        "The step has been carried out");
  }

  private DivergedException exception(String what, String layer, String state) {
    OptionalInt image = INPUT.equals(layer) ? firstImage() : OptionalInt.empty();
    String where;
    if (image.isPresent()) {
      where =
          "image %d of the data holds a NaN or infinite value"
              .formatted(batch.index(image.getAsInt()));
    } else if (model.layers().stream().anyMatch(known -> known.name().equals(layer))) {
      where = "layer " + layer + " is the first with a NaN or infinite value";
    } else {
      where = "every layer's values are finite";
    }
    String message =
        """
        %s in epoch %d, step %d: %s; %s.
        %s. The learning rate was %s: a smaller one, Schedules.warmUp, or normalised images may help"""
            .formatted(model.name(), epoch, step, what, where, state, learningRate);
    return new DivergedException(message, layer, epoch, step);
  }

  /** A layer may be called input too: only the images can tell. */
  private OptionalInt firstImage() {
    int size = model.inputShape().size();
    return IntStream.range(0, batch.size())
        .filter(
            image ->
                IntStream.range(0, size)
                    .anyMatch(
                        i ->
                            !Float.isFinite(
                                batch
                                    .images()
                                    .getAtIndex(ValueLayout.JAVA_FLOAT, (long) image * size + i))))
        .findFirst();
  }
}
