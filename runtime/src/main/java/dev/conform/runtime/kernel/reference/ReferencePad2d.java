package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Pad2d;
import java.util.Arrays;

/** Every so many pixels, with zeros around and in further channels. */
public final class ReferencePad2d {

  private ReferencePad2d() {}

  /** Does something with the index of an output and of the input it is. */
  @FunctionalInterface
  private interface Pair {
    void meet(int output, int input);
  }

  /**
   * Pads.
   *
   * @param output {@code [batch][outChannels][outHeight][outWidth]}, overwritten
   * @param input {@code [batch][inChannels][inHeight][inWidth]}, read
   * @param shape the strides, and where the zeros go
   * @param batch the number of images
   */
  public static void forward(double[] output, double[] input, Pad2d shape, int batch) {
    Arrays.fill(output, 0);
    forEachPair(shape, batch, (o, i) -> output[o] = input[i]);
  }

  /**
   * Computes the gradient.
   *
   * @param dInput {@code [batch][inChannels][inHeight][inWidth]}, overwritten
   * @param dOutput {@code [batch][outChannels][outHeight][outWidth]}, read
   * @param shape the strides, and where the zeros went
   * @param batch the number of images
   */
  public static void backward(double[] dInput, double[] dOutput, Pad2d shape, int batch) {
    Arrays.fill(dInput, 0);
    forEachPair(shape, batch, (o, i) -> dInput[i] = dOutput[o]);
  }

  private static void forEachPair(Pad2d shape, int batch, Pair pair) {
    for (int image = 0; image < batch; image++) {
      for (int c = 0; c < shape.inChannels(); c++) {
        for (int y = 0; y < shape.inHeight(); y += shape.strideH()) {
          for (int x = 0; x < shape.inWidth(); x += shape.strideW()) {
            int row = (image * shape.outChannels() + c) * shape.outHeight();
            row += shape.padTop() + y / shape.strideH();
            pair.meet(
                row * shape.outWidth() + shape.padLeft() + x / shape.strideW(),
                ((image * shape.inChannels() + c) * shape.inHeight() + y) * shape.inWidth() + x);
          }
        }
      }
    }
  }
}
