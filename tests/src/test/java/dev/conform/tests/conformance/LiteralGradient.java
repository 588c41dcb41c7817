package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import dev.conform.tests.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** One published gradient of a convolution or a pool. */
final class LiteralGradient {

  private final String file;
  private final JsonObject json;
  private final JsonObject attributes;

  private LiteralGradient(Path path) {
    this.file = String.valueOf(path.getFileName());
    this.json = JsonObject.read(path);
    this.attributes = json.object("attributes");
  }

  /** Runs a file, or says why it does not apply. */
  static Outcome run(Path path) {
    LiteralGradient test = new LiteralGradient(path);
    String op = test.json.string("op");
    return switch (op) {
      case "conv2d" -> test.compare(test.convGradients());
      case "max_pool2d", "avg_pool2d" -> test.compare(test.poolGradient(op, test.pool()));
      case "adaptive_avg_pool2d" -> test.adaptiveAveragePool();
      case "conv_transpose2d", "lrn" ->
          Outcome.leftOut(test.file, "operation " + op + ": not in Conform's language");
      default -> throw new IllegalArgumentException(test.file + ": unknown operation " + op);
    };
  }

  private Outcome adaptiveAveragePool() {
    if (!Arrays.equals(attributes.integers("output_size"), new int[] {1, 1})) {
      return Outcome.leftOut(
          file, "adaptive average pool to more than 1×1: Conform's is the global pool");
    }
    int[] x = input("x").shape();
    return compare(poolGradient("avg_pool2d", Pool2d.global(x[1], x[2], x[3])));
  }

  private Map<String, double[]> convGradients() {
    Values x = input("x");
    Values weight = input("weight");
    Values bias = input("bias");
    int[] in = x.shape();
    int[] kernel = weight.shape();
    Conv2d conv =
        new Conv2d(
            in[1],
            in[2],
            in[3],
            kernel[0],
            window(new int[] {kernel[2], kernel[3]}),
            (int) attributes.number("groups"),
            Conv2d.Algorithm.IM2COL);
    double[] dOutput = upstream(in[0] * kernel[0] * conv.outHeight() * conv.outWidth());
    double[] dx = new double[x.size()];
    double[] dWeight = new double[weight.size()];
    double[] dBias = new double[bias.size()];
    ReferenceConv2d.backward(dx, dWeight, dBias, dOutput, x.data(), weight.data(), conv, in[0]);
    return Map.of("x", dx, "weight", dWeight, "bias", dBias);
  }

  private Map<String, double[]> poolGradient(String op, Pool2d pool) {
    Values x = input("x");
    int batch = x.shape()[0];
    double[] dOutput = upstream(batch * pool.channels() * pool.outHeight() * pool.outWidth());
    double[] dx = new double[x.size()];
    if (op.equals("max_pool2d")) {
      int[] argmax = new int[dOutput.length];
      ReferencePool2d.maxForward(new double[dOutput.length], argmax, x.data(), pool, batch);
      ReferencePool2d.maxBackward(dx, dOutput, argmax, pool, batch);
    } else {
      ReferencePool2d.averageBackward(dx, dOutput, pool, batch);
    }
    return Map.of("x", dx);
  }

  private Pool2d pool() {
    int[] x = input("x").shape();
    Window window = window(pair("kernel"));
    boolean ceil = attributes.has("ceil_mode") && attributes.bool("ceil_mode");
    boolean countPadding =
        !attributes.has("count_include_pad") || attributes.bool("count_include_pad");
    return new Pool2d(
        x[1],
        x[2],
        x[3],
        OnnxPool.outHeight(window, x[2], ceil),
        OnnxPool.outWidth(window, x[3], ceil),
        window,
        countPadding);
  }

  private Window window(int[] kernel) {
    int[] stride = pair("stride");
    int[] dilation = attributes.has("dilation") ? pair("dilation") : new int[] {1, 1};
    int[] pads;
    if (attributes.has("pads_top_left_bottom_right")) {
      pads = attributes.integers("pads_top_left_bottom_right");
    } else {
      int[] padding = pair("padding");
      pads = new int[] {padding[0], padding[1], padding[0], padding[1]};
    }
    return Window.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .dilation(dilation[0], dilation[1])
        .padding(pads[0], pads[1], pads[2], pads[3]);
  }

  private int[] pair(String name) {
    if (attributes.isList(name)) {
      return attributes.integers(name);
    }
    int both = (int) attributes.number(name);
    return new int[] {both, both};
  }

  private Values input(String name) {
    return values(json.object("inputs").object(name));
  }

  private double[] upstream(int size) {
    if (json.isString("upstream_grad")) { // "ones"
      double[] ones = new double[size];
      Arrays.fill(ones, 1);
      return ones;
    }
    return values(json.object("upstream_grad")).data();
  }

  /** Some files hold both layouts. */
  private static Values values(JsonObject tensor) {
    return Values.of(tensor.has("nchw") ? tensor.object("nchw") : tensor);
  }

  private Outcome compare(Map<String, double[]> actual) {
    JsonObject expected = json.object("expected_grads");
    if (!expected.names().equals(actual.keySet())) {
      return Outcome.ran(
          file, Optional.of("gradients of " + actual.keySet() + ", not " + expected.names()));
    }
    double relative = json.object("tolerance").number("rtol");
    double absolute = json.object("tolerance").number("atol");
    for (Map.Entry<String, double[]> gradient : actual.entrySet()) {
      Optional<String> mismatch =
          values(expected.object(gradient.getKey()))
              .mismatch("d" + gradient.getKey(), gradient.getValue(), relative, absolute);
      if (mismatch.isPresent()) {
        return Outcome.ran(file, mismatch);
      }
    }
    return Outcome.ran(file, Optional.empty());
  }
}
