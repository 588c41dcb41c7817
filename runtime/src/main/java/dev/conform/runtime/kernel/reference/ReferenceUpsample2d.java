package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.Upsample2d.Mode;
import java.util.Arrays;

/**
 * Enlargement by whole factors. An output's centre lies at (o + ½) / factor − ½ among the centres
 * of the input's pixels; bilinear values are those of the four centres around it, and centres
 * beyond the border are those at the border.
 */
public final class ReferenceUpsample2d {

  private ReferenceUpsample2d() {}

  /** Does something with an output, an input and the input's part in it. */
  @FunctionalInterface
  private interface Part {
    /** Takes two indices and a weight. */
    void meet(int output, int input, double weight);
  }

  /**
   * Enlarges.
   *
   * @param output {@code [batch][channels][outHeight][outWidth]}, overwritten
   * @param input {@code [batch][channels][inHeight][inWidth]}, read
   * @param shape the factors and the mode
   * @param batch the number of images
   */
  public static void forward(double[] output, double[] input, Upsample2d shape, int batch) {
    Arrays.fill(output, 0);
    forEachPart(shape, batch, (o, i, weight) -> output[o] += weight * input[i]);
  }

  /**
   * Computes the gradient.
   *
   * @param dInput {@code [batch][channels][inHeight][inWidth]}, overwritten
   * @param dOutput {@code [batch][channels][outHeight][outWidth]}, read
   * @param shape the factors and the mode
   * @param batch the number of images
   */
  public static void backward(double[] dInput, double[] dOutput, Upsample2d shape, int batch) {
    Arrays.fill(dInput, 0);
    forEachPart(shape, batch, (o, i, weight) -> dInput[i] += weight * dOutput[o]);
  }

  private static void forEachPart(Upsample2d shape, int batch, Part part) {
    int output = 0;
    for (int plane = 0; plane < batch * shape.channels(); plane++) {
      for (int y = 0; y < shape.outHeight(); y++) {
        for (int x = 0; x < shape.outWidth(); x++, output++) {
          int first = plane * shape.inHeight() * shape.inWidth();
          if (shape.mode() == Mode.NEAREST) {
            int row = y / shape.factorH();
            part.meet(output, first + row * shape.inWidth() + x / shape.factorW(), 1);
            continue;
          }
          double centreY = Math.max(0, (y + 0.5) / shape.factorH() - 0.5);
          double centreX = Math.max(0, (x + 0.5) / shape.factorW() - 0.5);
          for (int down = 0; down < 2; down++) {
            for (int across = 0; across < 2; across++) {
              int row = Math.min((int) centreY + down, shape.inHeight() - 1);
              int column = Math.min((int) centreX + across, shape.inWidth() - 1);
              double weight = part(centreY, down) * part(centreX, across);
              part.meet(output, first + row * shape.inWidth() + column, weight);
            }
          }
        }
      }
    }
  }

  /** Returns the part of the centre before a place (0) or after it (1). */
  private static double part(double place, int after) {
    double fraction = place - Math.floor(place);
    return after == 0 ? 1 - fraction : fraction;
  }
}
