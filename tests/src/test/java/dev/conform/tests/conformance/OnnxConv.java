package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import java.util.List;
import java.util.Optional;

/** Conv(x, weight, bias). */
final class OnnxConv implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    return OnnxWindow.notOffered(test);
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    int[] weight = test.input(1).shape();
    Window window = OnnxWindow.of(test.attributes(), new int[] {weight[2], weight[3]}, x[2], x[3]);
    Conv2d conv =
        new Conv2d(
            x[1],
            x[2],
            x[3],
            weight[0],
            window,
            (int) test.attributes().number("group", 1),
            Conv2d.Algorithm.IM2COL);
    double[] output = new double[x[0] * weight[0] * conv.outHeight() * conv.outWidth()];
    double[] bias = test.hasInput(2) ? test.input(2).data() : new double[0];
    ReferenceConv2d.forward(output, test.input(0).data(), test.input(1).data(), bias, conv, x[0]);
    return List.of(output);
  }
}
