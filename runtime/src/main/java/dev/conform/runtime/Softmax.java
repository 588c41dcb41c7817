package dev.conform.runtime;

/** Turns scores that have left the model into probabilities. */
final class Softmax {

  private Softmax() {}

  /**
   * Applies softmax over the units, or over the channels at each pixel, in place.
   *
   * @param values in the order C×H×W from {@code start}
   * @param start of the image
   * @param shape of the image
   */
  static void apply(float[] values, int start, Shape shape) {
    int pixels = shape.flat() ? 1 : shape.height() * shape.width();
    int channels = shape.size() / pixels;
    for (int pixel = 0; pixel < pixels; pixel++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int channel = 0; channel < channels; channel++) {
        max = Math.max(max, values[start + channel * pixels + pixel]);
      }
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += Math.exp(values[start + channel * pixels + pixel] - max);
      }
      for (int channel = 0; channel < channels; channel++) {
        int i = start + channel * pixels + pixel;
        values[i] = (float) (Math.exp(values[i] - max) / sum);
      }
    }
  }
}
