package dev.conform.examples.demo;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The handwritten digits that come with the examples: 1,797 images of 8×8 (E. Alpaydin, C. Kaynak:
 * Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998; CC BY 4.0).
 */
final class EmbeddedDigits {

  private static final String RESOURCE = "digits.csv.gz";
  private static final Shape SHAPE = Shape.image(1, 8, 8);
  private static final int CLASSES = 10;
  private static final float INK = 16; // the largest pixel

  private EmbeddedDigits() {}

  /** Reads all images, with values from 0 to 1. */
  static ImageDataset read() throws IOException {
    List<String> lines;
    try (InputStream packed =
            Objects.requireNonNull(EmbeddedDigits.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader text =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
      lines = text.lines().toList();
    }
    int size = SHAPE.size();
    float[] pixels = new float[lines.size() * size];
    int[] labels = new int[lines.size()];
    for (int image = 0; image < labels.length; image++) {
      String[] numbers = lines.get(image).split(",", -1);
      for (int pixel = 0; pixel < size; pixel++) {
        pixels[image * size + pixel] = Integer.parseInt(numbers[pixel]) / INK;
      }
      labels[image] = Integer.parseInt(numbers[size]);
    }
    return ImageDataset.ofFloats(SHAPE, pixels, Targets.ofLabels(labels, CLASSES));
  }
}
