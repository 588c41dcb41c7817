package dev.conform.runtime.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Shifts and scales each channel: {@code (value − mean) / deviation}. Measure it on the training
 * set, and use the same on every other set.
 *
 * @param mean of each channel
 * @param deviation the standard deviation of each channel, above 0
 */
public record Normalization(List<Float> mean, List<Float> deviation) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a mean is not finite or a deviation not above 0, naming the
   *     channel
   */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || mean.size() != deviation.size()) {
      throw new IllegalArgumentException(
          "%d means and %d deviations: each channel has one of both"
              .formatted(mean.size(), deviation.size()));
    }
    for (int channel = 0; channel < mean.size(); channel++) {
      if (!Float.isFinite(mean.get(channel))) {
        throw new IllegalArgumentException(
            "the mean of channel %d is %s".formatted(channel, mean.get(channel)));
      }
      float scale = deviation.get(channel);
      if (!(scale > 0) || !Float.isFinite(scale)) {
        throw new IllegalArgumentException(
            "the deviation of channel %d is %s: it must be above 0 and finite"
                .formatted(channel, scale));
      }
    }
  }

  /**
   * Normalises images of one channel.
   *
   * @param mean of all values
   * @param deviation their standard deviation, above 0
   * @return the normalisation
   */
  public static Normalization of(float mean, float deviation) {
    return new Normalization(List.of(mean), List.of(deviation));
  }

  /**
   * Changes nothing.
   *
   * @param channels how many the images have
   * @return mean 0 and deviation 1 for each
   */
  public static Normalization identity(int channels) {
    return new Normalization(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
  }

  /**
   * Measures the mean and the standard deviation of each channel over all pixels of all images,
   * borders added by padding included, before any normalisation.
   *
   * @param images to measure
   * @return what brings each channel to mean 0 and deviation 1
   * @throws IllegalArgumentException if there are no images, if a channel is constant, or if a
   *     value is NaN or infinite; naming the channel and the image
   */
  public static Normalization measure(ImageDataset images) {
    if (images.size() == 0) {
      throw new IllegalArgumentException("an empty dataset has no mean to measure");
    }
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    double count =
        (double) images.size() * images.imageShape().height() * images.imageShape().width();
    for (int channel = 0; channel < images.imageShape().channels(); channel++) {
      double mean = 0;
      for (int image = 0; image < images.size(); image++) {
        double sum = images.sum(image, channel);
        if (!Double.isFinite(sum)) {
          throw new IllegalArgumentException(
              "image %d has a NaN or infinite value in channel %d: it cannot be normalised"
                  .formatted(image, channel));
        }
        mean += sum / count;
      }
      double variance = 0;
      for (int image = 0; image < images.size(); image++) {
        variance += images.squares(image, channel, mean) / count;
      }
      // The mean of equal values may be off by a rounding, and so would the deviation be.
      float deviation = (float) Math.sqrt(variance);
      if (deviation <= Math.ulp((float) mean)) {
        throw new IllegalArgumentException(
            "channel %d is %s in every pixel: it has no deviation to divide by. "
                    .formatted(channel, (float) mean)
                + "Leave the channel out, or give a Normalization with deviation 1 for it");
      }
      means.add((float) mean);
      deviations.add(deviation);
    }
    return new Normalization(means, deviations);
  }
}
