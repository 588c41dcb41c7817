package dev.conform.runtime.kernel.reference;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Window;
import java.util.Arrays;

/**
 * Transposed convolution: each input value adds the whole kernel, times itself, to the output.
 *
 * <pre>
 * output[c][y·strideH − padTop + i·dilationH][x·strideW − padLeft + j·dilationW] += weight[o][c][i][j] · input[o][y][x]
 * </pre>
 *
 * over the output channels c of o's group. The shape is that of the adjoint convolution, whose
 * input is this one's output.
 */
public final class ReferenceTransposedConv2d {

  private ReferenceTransposedConv2d() {}

  /** Does something with one product of the sum. */
  @FunctionalInterface
  private interface Term {
    /** Takes the indices of the three values that meet. */
    void meet(int output, int input, int weight);
  }

  /**
   * Convolves.
   *
   * @param output the adjoint's {@code [batch][inChannels][inHeight][inWidth]}, overwritten
   * @param input the adjoint's {@code [batch][outChannels][outHeight][outWidth]}, read
   * @param weight {@code [outChannels][inChannels / groups][kernelH][kernelW]} of the adjoint, read
   * @param bias {@code [inChannels]} of the adjoint, or of length 0 where there is none; read
   * @param adjoint the shape
   * @param batch the number of images
   */
  public static void forward(
      double[] output, double[] input, double[] weight, double[] bias, Conv2d adjoint, int batch) {
    int pixels = adjoint.inHeight() * adjoint.inWidth();
    for (int i = 0; i < batch * adjoint.inChannels() * pixels; i++) {
      output[i] = bias.length == 0 ? 0 : bias[i / pixels % adjoint.inChannels()];
    }
    forEachTerm(adjoint, batch, (o, i, w) -> output[o] += weight[w] * input[i]);
  }

  /**
   * Computes all gradients.
   *
   * @param dInput as {@code input}, overwritten
   * @param dWeight as {@code weight}, overwritten
   * @param dBias {@code [inChannels]} of the adjoint, overwritten, or of length 0
   * @param dOutput as the output, read
   * @param input the adjoint's {@code [batch][outChannels][outHeight][outWidth]}, read
   * @param weight {@code [outChannels][inChannels / groups][kernelH][kernelW]} of the adjoint, read
   * @param adjoint the shape
   * @param batch the number of images
   */
  public static void backward(
      double[] dInput,
      double[] dWeight,
      double[] dBias,
      double[] dOutput,
      double[] input,
      double[] weight,
      Conv2d adjoint,
      int batch) {
    Arrays.fill(dInput, 0);
    Arrays.fill(dWeight, 0);
    Arrays.fill(dBias, 0);
    forEachTerm(
        adjoint,
        batch,
        (o, i, w) -> {
          dInput[i] += weight[w] * dOutput[o];
          dWeight[w] += input[i] * dOutput[o];
        });
    int pixels = adjoint.inHeight() * adjoint.inWidth();
    for (int i = 0; dBias.length > 0 && i < batch * adjoint.inChannels() * pixels; i++) {
      dBias[i / pixels % adjoint.inChannels()] += dOutput[i];
    }
  }

  private static void forEachTerm(Conv2d adjoint, int batch, Term term) {
    Window w = adjoint.window();
    int perGroupIn = adjoint.outChannels() / adjoint.groups();
    int perGroupOut = adjoint.inChannels() / adjoint.groups();
    int input = 0;
    for (int image = 0; image < batch; image++) {
      for (int from = 0; from < adjoint.outChannels(); from++) {
        for (int y = 0; y < adjoint.outHeight(); y++) {
          for (int x = 0; x < adjoint.outWidth(); x++, input++) {
            for (int c = 0; c < perGroupOut; c++) {
              int plane = image * adjoint.inChannels() + from / perGroupIn * perGroupOut + c;
              for (int i = 0; i < w.kernelH(); i++) {
                for (int j = 0; j < w.kernelW(); j++) {
                  int row = y * w.strideH() - w.padTop() + i * w.dilationH();
                  int column = x * w.strideW() - w.padLeft() + j * w.dilationW();
                  if (row >= 0
                      && row < adjoint.inHeight()
                      && column >= 0
                      && column < adjoint.inWidth()) {
                    term.meet(
                        (plane * adjoint.inHeight() + row) * adjoint.inWidth() + column,
                        input,
                        ((from * perGroupOut + c) * w.kernelH() + i) * w.kernelW() + j);
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
