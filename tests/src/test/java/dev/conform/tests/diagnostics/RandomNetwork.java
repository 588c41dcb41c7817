package dev.conform.tests.diagnostics;

import dev.conform.tests.diagnostics.ShapeOracle.Axis;
import dev.conform.tests.diagnostics.ShapeOracle.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A declaration drawn by chance, with what is right about it. */
final class RandomNetwork {

  private static final List<String> ELEMENTWISE =
      List.of("@Relu", "@Sigmoid", "@Tanh", "@Silu", "@Gelu(approximate = true)", "@LeakyRelu");

  /** One annotation: its name, its values, and the shape it reads. */
  record Op(String name, List<String> values, Size input) {

    @Override
    public String toString() {
      return values.isEmpty() ? name : name + "(" + String.join(", ", values) + ")";
    }

    /** Returns the same with one value replaced or added. */
    Op with(String key, String value) {
      List<String> changed = new ArrayList<>(values);
      changed.removeIf(v -> v.startsWith(key + " = "));
      changed.add(key + " = " + value);
      return new Op(name, changed, input);
    }
  }

  /** A method. */
  record Layer(String name, List<Op> ops, Size output, long parameters, long macs) {}

  final String name;
  final Size input;
  final List<Layer> layers = new ArrayList<>();
  private final Random random;
  private Size shape;
  private long parameters;
  private long macs;

  RandomNetwork(String name, long seed) {
    this.name = name;
    this.random = new Random(seed);
    this.input = new Size(1 + pick(6), 1 + pick(24), 1 + pick(24), false);
    this.shape = input;
    int count = 1 + pick(7);
    for (int i = 0; i < count; i++) {
      layers.add(layer("l" + i));
    }
  }

  private int pick(int bound) {
    return random.nextInt(bound);
  }

  private Layer layer(String layerName) {
    parameters = 0;
    macs = 0;
    List<Op> ops = new ArrayList<>();
    Op main = main();
    ops.add(main);
    if (pick(3) == 0) {
      ops.add(new Op("@BatchNorm", pick(2) == 0 ? List.of() : List.of("affine = false"), shape));
      int channels = shape.flat() ? shape.values() : shape.channels();
      parameters += ops.get(ops.size() - 1).values().isEmpty() ? 2L * channels : 0;
    }
    if (pick(2) == 0) {
      ops.add(new Op(ELEMENTWISE.get(pick(ELEMENTWISE.size())), List.of(), shape));
    }
    if (pick(4) == 0) {
      ops.add(new Op("@Dropout", List.of("value = 0.25"), shape));
    }
    return new Layer(layerName, ops, shape, parameters, macs);
  }

  private Op main() {
    Size in = shape;
    int kind = in.flat() ? 5 + pick(3) : pick(8);
    if (kind < 3) {
      return conv(in);
    }
    if (kind < 5) {
      return pool(in);
    }
    if (kind == 5 && !in.flat()) {
      shape = new Size(in.channels(), 1, 1, false);
      return new Op("@GlobalPool", pick(2) == 0 ? List.of() : List.of("mode = PoolMode.MAX"), in);
    }
    if (kind == 6) {
      shape = new Size(in.channels(), in.height(), in.width(), true);
      return new Op("@Flatten", List.of(), in);
    }
    boolean bias = pick(2) == 0;
    int units = 1 + pick(12);
    shape = new Size(units, 1, 1, true);
    parameters += (long) units * in.values() + (bias ? units : 0);
    macs += (long) units * in.values();
    return new Op("@Dense", List.of("units = " + units, "bias = " + bias), in);
  }

  private Op conv(Size in) {
    int groups = pick(3) == 0 ? in.channels() : 1;
    int filters = groups * (1 + pick(3));
    boolean bias = pick(2) == 0;
    while (true) {
      boolean same = pick(4) == 0;
      Axis h = axis(in.height());
      Axis w = axis(in.width());
      int outH =
          same
              ? ShapeOracle.samePositions(in.height(), h.stride())
              : h.positions(in.height(), false);
      int outW =
          same ? ShapeOracle.samePositions(in.width(), w.stride()) : w.positions(in.width(), false);
      if (outH < 1 || outW < 1) {
        continue;
      }
      shape = new Size(filters, outH, outW, false);
      long weights = (long) filters * (in.channels() / groups) * h.kernel() * w.kernel();
      parameters += weights + (bias ? filters : 0);
      macs += weights * outH * outW;
      List<String> values = window("kernel", h, w, same);
      values.add("filters = " + filters);
      values.add("groups = " + groups);
      values.add("bias = " + bias);
      return new Op("@Conv", values, in);
    }
  }

  private Op pool(Size in) {
    boolean ceil = pick(2) == 0;
    while (true) {
      Axis h = axis(in.height());
      Axis w = axis(in.width());
      boolean same = pick(5) == 0;
      int outH =
          same
              ? ShapeOracle.samePositions(in.height(), h.stride())
              : h.positions(in.height(), ceil);
      int outW =
          same ? ShapeOracle.samePositions(in.width(), w.stride()) : w.positions(in.width(), ceil);
      boolean plain = !same || (h.dilation() == 1 && w.dilation() == 1 && !ceil);
      if (outH < 1
          || outW < 1
          || !plain
          || (!same && (!legal(h, in.height(), ceil) || !legal(w, in.width(), ceil)))) {
        continue;
      }
      shape = new Size(in.channels(), outH, outW, false);
      List<String> values = window("size", h, w, same);
      values.add("ceilMode = " + (ceil && !same));
      values.add("mode = PoolMode." + (pick(2) == 0 ? "MAX" : "AVERAGE"));
      return new Op("@Pool", values, in);
    }
  }

  private static boolean legal(Axis axis, int input, boolean ceil) {
    return 2 * Math.max(axis.before(), axis.after()) <= axis.extent()
        && axis.alwaysSees(input, ceil);
  }

  private Axis axis(int input) {
    int kernel = 1 + pick(Math.min(5, input));
    return new Axis(kernel, 1 + pick(3), pick(3), pick(3), pick(3) == 0 ? 2 : 1);
  }

  private static List<String> window(String kernel, Axis h, Axis w, boolean same) {
    List<String> values = new ArrayList<>();
    values.add(pair(kernel, h.kernel(), w.kernel()));
    values.add(pair("stride", h.stride(), w.stride()));
    values.add(pair("dilation", h.dilation(), w.dilation()));
    values.add(
        same
            ? "padding = Padding.SAME"
            : String.format(
                Locale.ROOT,
                "padding = {%d, %d, %d, %d}",
                h.before(),
                w.before(),
                h.after(),
                w.after()));
    return values;
  }

  private static String pair(String name, int first, int second) {
    return first == second ? name + " = " + first : name + " = {" + first + ", " + second + "}";
  }

  /** Returns the method of a layer, on one line. */
  static String method(Layer layer) {
    StringBuilder line = new StringBuilder();
    layer.ops().forEach(op -> line.append(op).append(' '));
    return line + "Layer " + layer.name() + "();";
  }
}
