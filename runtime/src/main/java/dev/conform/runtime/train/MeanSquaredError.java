package dev.conform.runtime.train;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.kernel.Tensor;

/** The mean squared difference. */
record MeanSquaredError() implements Loss {

  @Override
  public double compute(Tensor gradient, Tensor output, Targets targets, Shape shape, int batch) {
    int units = shape.size();
    double count = (double) batch * units;
    double total = 0;
    for (int image = 0; image < batch; image++) {
      Outputs.checkFits(targets, image, units);
      for (int unit = 0; unit < units; unit++) {
        long i = (long) image * units + Outputs.position(shape, unit);
        double difference = (double) output.get(i) - targets.value(image, unit, units);
        total += difference * difference;
        if (gradient.isPresent()) {
          gradient.set(i, (float) (2 * difference / count));
        }
      }
    }
    return total / count;
  }

  @Override
  public void check(String network, Shape output, boolean probabilities, Targets targets) {
    Outputs.checkElementwise("meanSquaredError", network, output, targets);
  }
}
