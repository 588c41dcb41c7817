package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.Upsample2d.Mode;
import dev.conform.runtime.kernel.reference.ReferenceUpsample2d;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Resize(x, roi, scales) by whole factors, with ONNX's usual {@code half_pixel} coordinates. */
final class OnnxResize implements OnnxOperator {

  private static final int SCALES = 2;

  @Override
  public Optional<String> notOffered(OnnxCase test) {
    double[] scales = test.input(SCALES).data();
    boolean isWhole = Arrays.stream(scales).allMatch(scale -> scale >= 1 && scale % 1 == 0);
    return isWhole
        ? Optional.empty()
        : Optional.of("Resize by a fraction: Conform enlarges by whole factors");
  }

  @Override
  public List<double[]> run(OnnxCase test) {
    int[] x = test.input(0).shape();
    int[] scales = test.input(SCALES).integers();
    Mode mode =
        test.attributes().string("mode", "nearest").equals("linear") ? Mode.BILINEAR : Mode.NEAREST;
    Upsample2d shape = Upsample2d.of(x[1], x[2], x[3]).factor(scales[2], scales[3]).mode(mode);
    double[] output = new double[x[0] * x[1] * shape.outHeight() * shape.outWidth()];
    ReferenceUpsample2d.forward(output, test.input(0).data(), shape, x[0]);
    return List.of(output);
  }
}
