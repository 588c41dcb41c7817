package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Window;
import dev.conform.tests.json.JsonObject;
import java.util.Optional;

/** The attributes by which ONNX says how a kernel slides. */
final class OnnxWindow {

  private OnnxWindow() {}

  /** Conform's images have a height and a width. */
  static Optional<String> notOffered(OnnxCase test) {
    int rank = test.input(0).shape().length;
    return rank == 4
        ? Optional.empty()
        : Optional.of("%s of rank %d: images have rank 4".formatted(test.operator(), rank));
  }

  /** Returns the window for a kernel of this size over an image of this size. */
  static Window of(JsonObject attributes, int[] kernel, int inHeight, int inWidth) {
    int[] strides = attributes.integers("strides", 1, 1);
    int[] dilations = attributes.integers("dilations", 1, 1);
    int[] pads = attributes.integers("pads", 0, 0, 0, 0); // top, left, bottom, right
    String autoPad = attributes.string("auto_pad", "NOTSET");
    if (autoPad.startsWith("SAME")) {
      int rows = samePadding(inHeight, kernel[0], strides[0], dilations[0]);
      int columns = samePadding(inWidth, kernel[1], strides[1], dilations[1]);
      pads =
          autoPad.equals("SAME_UPPER")
              ? new int[] {rows / 2, columns / 2, rows - rows / 2, columns - columns / 2}
              : new int[] {rows - rows / 2, columns - columns / 2, rows / 2, columns / 2};
    }
    return Window.of(kernel[0], kernel[1])
        .stride(strides[0], strides[1])
        .dilation(dilations[0], dilations[1])
        .padding(pads[0], pads[1], pads[2], pads[3]);
  }

  /** What makes the output ⌈input / stride⌉ long. */
  private static int samePadding(int input, int kernel, int stride, int dilation) {
    int output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + dilation * (kernel - 1) + 1 - input);
  }
}
