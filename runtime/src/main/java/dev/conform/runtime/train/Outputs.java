package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;

/** Where the outputs of an image lie, and whether targets fit them. */
final class Outputs {

  private Outputs() {}

  /**
   * Returns where an output lies.
   *
   * @param shape of the output
   * @param unit its index in the order C×H×W
   * @return its place in channels-last memory
   */
  static int position(Shape shape, int unit) {
    int pixels = shape.height() * shape.width();
    return unit % pixels * shape.channels() + unit / pixels;
  }

  /** Checks that there is one target for each output of an element-wise loss. */
  static void checkElementwise(String loss, String network, Shape output, Targets targets) {
    int units = output.size();
    if (!targets.areLabels()) {
      if (targets.width() != units) {
        throw new IllegalArgumentException(
            "%s: %s gives %s = %d outputs, but each target has %d values"
                .formatted(loss, network, output, units, targets.width()));
      }
    } else if (units != targets.classes() && !(units == 1 && targets.classes() == 2)) {
      throw new IllegalArgumentException(
          "%s: %s gives %d outputs, but the data has %d classes: one output for each is needed%s"
              .formatted(
                  loss,
                  network,
                  units,
                  targets.classes(),
                  targets.classes() == 2 ? ", or a single one" : ""));
    }
  }

  /** Checks one target against the outputs at hand. */
  static void checkFits(Targets targets, int image, int units) {
    if (targets.areLabels()) {
      int most = units == 1 ? 1 : units - 1;
      if (targets.label(image) > most) {
        throw new IllegalArgumentException(
            "label %d of image %d in the batch is outside 0 to %d, the network's outputs"
                .formatted(targets.label(image), image, most));
      }
    } else if (targets.width() != units) {
      throw new IllegalArgumentException(
          "the target of image %d in the batch has %d values, the network %d outputs"
              .formatted(image, targets.width(), units));
    }
  }
}
