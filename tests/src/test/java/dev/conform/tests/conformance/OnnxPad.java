package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.reference.ReferencePad2d;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pad(x, pads, value) around images: of the distances from the value, zeros around. */
final class OnnxPad implements OnnxOperator {

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    String mode = test.attributes().string("mode", "constant");
    return mode.equals("constant")
        ? Optional.empty()
        : Optional.of("Pad of mode %s: Conform's is constant".formatted(mode));
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    int[] pads = test.input(1).integers(); // all beginnings, then all ends
    double value = test.hasInput(2) ? test.input(2).scalar() : 0;
    Pad2d shape = Pad2d.of(x[1], x[2], x[3]).padding(pads[2], pads[3], pads[6], pads[7]);
    double[] output = new double[x[0] * x[1] * shape.outHeight() * shape.outWidth()];
    double[] distances = Arrays.stream(test.input(0).data()).map(v -> v - value).toArray();
    ReferencePad2d.forward(output, distances, shape, x[0]);
    return List.of(Arrays.stream(output).map(v -> v + value).toArray());
  }
}
