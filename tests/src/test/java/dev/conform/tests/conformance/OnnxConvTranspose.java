package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceTransposedConv2d;
import java.util.List;
import java.util.Optional;

/** ConvTranspose(x, weight, bias). */
final class OnnxConvTranspose implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return OnnxWindow.notOffered(test);
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    int[] weight = test.input(1).shape();
    int groups = (int) test.attributes().number("group", 1);
    int[] strides = test.attributes().integers("strides", 1, 1);
    int[] dilations = test.attributes().integers("dilations", 1, 1);
    Axis rows = new Axis(test, 0, x[2], weight[2], strides[0], dilations[0]);
    Axis columns = new Axis(test, 1, x[3], weight[3], strides[1], dilations[1]);
    Window window =
        Window.of(weight[2], weight[3])
            .stride(strides[0], strides[1])
            .dilation(dilations[0], dilations[1])
            .padding(rows.before, columns.before, rows.after, columns.after);
    Conv2d adjoint =
        new Conv2d(
            weight[1] * groups,
            rows.output,
            columns.output,
            weight[0],
            window,
            groups,
            Conv2d.Algorithm.IM2COL);
    double[] output = new double[x[0] * weight[1] * groups * rows.output * columns.output];
    double[] bias = test.hasInput(2) ? test.input(2).data() : new double[0];
    ReferenceTransposedConv2d.forward(
        output, test.input(0).data(), test.input(1).data(), bias, adjoint, x[0]);
    return List.of(output);
  }

  /** One direction: its output and padding, by ONNX's rules. */
  private static final class Axis {
    private final int output;
    private final int before;
    private final int after;

    Axis(OnnxCase test, int axis, int input, int kernel, int stride, int dilation) {
      int added = test.attributes().integers("output_padding", 0, 0)[axis];
      int full = stride * (input - 1) + dilation * (kernel - 1) + 1 + added;
      int[] pads = test.attributes().integers("pads", 0, 0, 0, 0); // top, left, bottom, right
      String autoPad = test.attributes().string("auto_pad", "NOTSET");
      int asked = test.attributes().integers("output_shape", 0, 0)[axis];
      if (autoPad.startsWith("SAME")) {
        asked = input * stride;
      }
      if (asked == 0) {
        before = pads[axis];
        after = pads[axis + 2];
        output = full - before - after;
      } else {
        int total = full - asked;
        int half = Math.floorDiv(total, 2);
        before = autoPad.equals("SAME_UPPER") ? half : total - half;
        // What is asked for beyond the last kernel is empty: no padding.
        after = Math.max(0, total - before);
        output = asked;
      }
    }
  }
}
