package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Window;
import java.util.Arrays;

/**
 * Two-dimensional convolution (cross-correlation, as every deep-learning library has it).
 *
 * <pre>
 * output[o][y][x] = bias[o] + Σ weight[o][c][i][j] · input[c][y·strideH − padTop + i·dilationH][x·strideW − padLeft + j·dilationW]
 * </pre>
 *
 * over the taps i, j and the input channels c of o's group; input outside its border is 0.
 */
public final class ReferenceConv2d {

  private ReferenceConv2d() {}

  /** Does something with one product of the sum. */
  @FunctionalInterface
  private interface Term {
    /** Takes the indices of the three values that meet. */
    void meet(int output, int input, int weight);
  }

  /**
   * Convolves.
   *
   * @param output {@code [batch][outChannels][outHeight][outWidth]}, overwritten
   * @param input {@code [batch][inChannels][inHeight][inWidth]}, read
   * @param weight {@code [outChannels][inChannels / groups][kernelH][kernelW]}, read
   * @param bias {@code [outChannels]}, or of length 0 where there is none; read
   * @param conv the shape
   * @param batch the number of images
   */
  public static void forward(
      double[] output, double[] input, double[] weight, double[] bias, Conv2d conv, int batch) {
    int pixels = conv.outHeight() * conv.outWidth();
    for (int i = 0; i < batch * conv.outChannels() * pixels; i++) {
      output[i] = bias.length == 0 ? 0 : bias[i / pixels % conv.outChannels()];
    }
    forEachTerm(conv, batch, (o, i, w) -> output[o] += weight[w] * input[i]);
  }

  /**
   * Computes all gradients.
   *
   * @param dInput as {@code input}, overwritten
   * @param dWeight as {@code weight}, overwritten
   * @param dBias {@code [outChannels]}, overwritten, or of length 0
   * @param dOutput as the output, read
   * @param input {@code [batch][inChannels][inHeight][inWidth]}, read
   * @param weight {@code [outChannels][inChannels / groups][kernelH][kernelW]}, read
   * @param conv the shape
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dWeight,
      double[] dBias,
      double[] dOutput,
      double[] input,
      double[] weight,
      Conv2d conv,
      int batch) {
    Arrays.fill(dInput, 0);
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    forEachTerm(
        conv,
        batch,
        (o, i, w) -> {
          dInput[i] += weight[w] * dOutput[o];
          dWeight[w] += input[i] * dOutput[o];
        });
    if (dBias.length > 0) {
      int pixels = conv.outHeight() * conv.outWidth();
      for (int i = 0; i < batch * conv.outChannels() * pixels; i++) {
        dBias[i / pixels % conv.outChannels()] += dOutput[i];
      }
    }
  }

  /** Visits every product of every sum; forward and backward differ in what they do with it. */
  private static void forEachTerm(Conv2d conv, int batch, Term term) {
    Window window = conv.window();
    int groupIn = conv.inChannels() / conv.groups();
    int groupOut = conv.outChannels() / conv.groups();
    int output = 0;
    for (int image = 0; image < batch; image++) {
      for (int out = 0; out < conv.outChannels(); out++) {
        int firstIn = out / groupOut * groupIn;
        for (int y = 0; y < conv.outHeight(); y++) {
          for (int x = 0; x < conv.outWidth(); x++, output++) {
            for (int c = 0; c < groupIn; c++) {
              int plane = (image * conv.inChannels() + firstIn + c) * conv.inHeight();
              for (int i = 0; i < window.kernelH(); i++) {
                int row = y * window.strideH() - window.padTop() + i * window.dilationH();
                if (row < 0 || row >= conv.inHeight()) {
                  continue;
                }
                for (int j = 0; j < window.kernelW(); j++) {
                  int column = x * window.strideW() - window.padLeft() + j * window.dilationW();
                  if (column < 0 || column >= conv.inWidth()) {
                    continue;
                  }
                  int weight = ((out * groupIn + c) * window.kernelH() + i) * window.kernelW() + j;
                  term.meet(output, (plane + row) * conv.inWidth() + column, weight);
                }
              }
            }
          }
        }
      }
    }
  }
}
