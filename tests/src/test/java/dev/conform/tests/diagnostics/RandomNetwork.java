package dev.conform.tests.diagnostics;

import dev.conform.tests.diagnostics.RandomBlock.Dims;
import dev.conform.tests.diagnostics.ShapeOracle.Axis;
import dev.conform.tests.diagnostics.ShapeOracle.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A declaration drawn by chance, with what is right about it. */
final class RandomNetwork {

  private static final List<String> ELEMENTWISE =
      List.of(
          "@Relu",
          "@Relu6",
          "@Sigmoid",
          "@Tanh",
          "@Silu",
          "@Gelu(approximate = true)",
          "@LeakyRelu");

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

    /** Returns the same with another value alone. */
    Op of(String value) {
      return new Op(name, List.of(value), input);
    }

    /** Tells whether a value is written. */
    boolean has(String key) {
      return values.stream().anyMatch(v -> v.startsWith(key + " = "));
    }

    /** Returns the same without one value. */
    Op without(String key) {
      return new Op(name, values.stream().filter(v -> !v.startsWith(key + " = ")).toList(), input);
    }
  }

  /** A method. */
  record Layer(String name, List<Op> ops, Size output, long parameters, long macs) {}

  final String name;
  final Size input;
  final List<Layer> layers = new ArrayList<>();

  /** The blocks that it uses, a line each. */
  final List<String> blocks = new ArrayList<>();

  /** Layers that others read by their names. */
  final Set<String> named = new HashSet<>();

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
    while (layers.size() < count) {
      if (!shape.flat() && pick(4) == 0) {
        aside();
      } else {
        layers.add(layer());
      }
    }
    // Somebody reads every layer but the last, which nobody names.
    layers.add(layer());
  }

  /** Adds a branch, another input or another output, and a layer that goes on from there. */
  private void aside() {
    String before = layers.isEmpty() ? "input" : layers.get(layers.size() - 1).name();
    Size trunk = shape;
    int kind = pick(4);
    if (kind == 0) {
      int channels = 1 + pick(3);
      Size image = new Size(channels, trunk.height(), trunk.width(), false);
      Op input = op("@Input", image.dimensions().toString().replace('[', '{').replace(']', '}'));
      String other = add(List.of(input), image);
      int joined = trunk.channels() + channels;
      join("@Concat", before, other, new Size(joined, trunk.height(), trunk.width(), false));
    } else if (kind == 1) {
      int units = 1 + pick(4);
      parameters += (long) units * trunk.values() + units;
      macs += (long) units * trunk.values();
      Op dense = op("@Dense", "units = " + units);
      add(List.of(op("@Output", "weight = 0.5"), dense), new Size(units, 1, 1, true));
      named.add(before);
      shape = trunk;
      add(List.of(op("@From", quoted(before)), op("@Relu")), trunk);
    } else {
      boolean sum = kind == 2;
      Size one = pointwise(trunk, 1 + pick(4));
      Op first = op("@Conv", "filters = " + one.channels(), "kernel = 1");
      String left = add(List.of(first, op("@Relu")), one);
      Size two = pointwise(trunk, sum ? one.channels() : 1 + pick(4));
      Op second = op("@Conv", "filters = " + two.channels(), "kernel = 1");
      named.add(before);
      String right = add(List.of(op("@From", quoted(before)), second), two);
      int channels = sum ? one.channels() : one.channels() + two.channels();
      Size joined = new Size(channels, trunk.height(), trunk.width(), false);
      join(sum ? "@Add" : "@Concat", left, right, joined);
    }
  }

  private Size pointwise(Size in, int filters) {
    long weights = (long) filters * in.channels();
    parameters += weights + filters;
    macs += weights * in.height() * in.width();
    return new Size(filters, in.height(), in.width(), false);
  }

  private void join(String annotation, String first, String second, Size joined) {
    named.add(first);
    named.add(second);
    add(List.of(op(annotation, "{" + quoted(first) + ", " + quoted(second) + "}")), joined);
  }

  private static String quoted(String layer) {
    return '"' + layer + '"';
  }

  private Op op(String annotation, String... values) {
    return new Op(annotation, List.of(values), shape);
  }

  private String add(List<Op> ops, Size output) {
    Layer layer = new Layer("l" + layers.size(), ops, output, parameters, macs);
    layers.add(layer);
    shape = output;
    parameters = 0;
    macs = 0;
    return layer.name();
  }

  private int pick(int bound) {
    return random.nextInt(bound);
  }

  private Layer layer() {
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
    Layer layer = new Layer("l" + layers.size(), ops, shape, parameters, macs);
    parameters = 0;
    macs = 0;
    return layer;
  }

  private Op main() {
    Size in = shape;
    int kind = in.flat() ? 5 + pick(3) : pick(16);
    if (kind >= 12) {
      return use(in);
    }
    if (kind >= 8) {
      return other(in);
    }
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

  /** Draws a block and a use of it; large images make for few repetitions of few channels. */
  private Op use(Size in) {
    RandomBlock block = new RandomBlock(name + "B" + blocks.size(), random);
    blocks.add(block.text());
    int stride = 1 + pick(2);
    Dims dims =
        new Dims(1 + pick(4), 1 + pick(3), 1 + 2 * pick(2), 1 + pick(3), 1 + pick(3), stride, 0);
    List<String> values = new ArrayList<>(block.values(dims));
    int kind = pick(3);
    if (kind == 0) {
      return branches(in, block, dims, values);
    }
    int repeat = 1 + pick(3);
    values.add("repeat = " + repeat);
    if (kind == 1) {
      count(block.use(dims, repeat, in));
      return new Op("@Use", values, in);
    }
    RandomBlock.Shortcut[] all = RandomBlock.Shortcut.values();
    RandomBlock.Shortcut shortcut = all[pick(all.length)];
    boolean possible =
        switch (shortcut) {
          case IDENTITY -> block.keepsShape(dims, repeat, in);
          case ZERO_PAD -> block.addsChannels(dims, repeat, in);
          default -> true;
        };
    RandomBlock.Shortcut used = possible ? shortcut : RandomBlock.Shortcut.AUTO;
    values.add("shortcut = Shortcut." + used);
    values.add("activation = SumActivation." + (pick(2) == 0 ? "RELU" : "NONE"));
    count(block.residual(dims, repeat, in, used));
    return new Op("@Residual", values, in);
  }

  /** Two branches of the same block differ in what they are given. */
  private Op branches(Size in, RandomBlock block, Dims dims, List<String> values) {
    Dims wider = dims.times(2);
    RandomBlock.Count first = block.use(dims, 1, in);
    RandomBlock.Count second = block.use(wider, 1, in);
    Size out = first.output();
    int channels = out.channels() + second.output().channels();
    count(
        new RandomBlock.Count(
            new Size(channels, out.height(), out.width(), false),
            first.parameters() + second.parameters(),
            first.macs() + second.macs()));
    String branches =
        "branches = {@Branch(%s), @Branch(%s)}"
            .formatted(String.join(", ", values), String.join(", ", block.values(wider)));
    return new Op("@Concat", List.of(branches), in);
  }

  private void count(RandomBlock.Count count) {
    shape = count.output();
    parameters += count.parameters();
    macs += count.macs();
  }

  /** Everything else that reads an image. */
  private Op other(Size in) {
    int channels = in.channels();
    boolean large = in.values() > 20_000;
    return switch (large ? 4 + pick(6) : pick(10)) {
      case 0 -> depthwise(in);
      case 1 -> transposed(in);
      case 2 -> upsample(in);
      case 3 -> zeroPad(in);
      case 4 -> {
        count(RandomBlock.gate(in));
        yield op(in, "@SqueezeExcite", "ratio = 2");
      }
      case 5 -> perChannel(op(in, "@LayerNorm"));
      case 6 -> perChannel(op(in, "@GroupNorm", "groups = " + channels));
      case 7 -> op(in, "@LocalResponseNorm", "size = 3");
      case 8 -> connected(in);
      default -> perChannel(op(in, "@Scale"));
    };
  }

  private Op perChannel(Op op) {
    parameters += 2L * op.input().channels();
    return op;
  }

  private Op depthwise(Size in) {
    int multiplier = 1 + pick(2);
    Axis axis = new Axis(3, 1 + pick(2), 1, 1, 1);
    int height = axis.positions(in.height(), false);
    int width = axis.positions(in.width(), false);
    shape = new Size(in.channels() * multiplier, height, width, false);
    parameters += 10L * shape.channels();
    macs += 9L * shape.values();
    return op(
        in,
        "@DepthwiseConv",
        "kernel = 3",
        "padding = 1",
        "stride = " + axis.stride(),
        "multiplier = " + multiplier);
  }

  private Op upsample(Size in) {
    int rows = 1 + pick(2);
    int columns = 1 + pick(2);
    shape = new Size(in.channels(), in.height() * rows, in.width() * columns, false);
    String mode = "mode = UpsampleMode." + (pick(2) == 0 ? "NEAREST" : "BILINEAR");
    return op(in, "@Upsample", "factor = {" + rows + ", " + columns + "}", mode);
  }

  private Op zeroPad(Size in) {
    int top = pick(3);
    int left = pick(3);
    int bottom = pick(3);
    int right = pick(3);
    shape = new Size(in.channels(), top + in.height() + bottom, left + in.width() + right, false);
    return op(in, "@ZeroPad", "{%d, %d, %d, %d}".formatted(top, left, bottom, right));
  }

  private static Op op(Size in, String annotation, String... values) {
    return new Op(annotation, List.of(values), in);
  }

  /** Puts the kernel at each pixel of the input in turn, then cuts off the padding. */
  private Op transposed(Size in) {
    int filters = 1 + pick(3);
    int kernel = 2 + pick(2);
    int stride = 1 + pick(2);
    int cut = pick(2);
    int height = -2 * cut;
    int width = -2 * cut;
    for (int row = 0; row < in.height(); row++) {
      height += row == 0 ? kernel : stride;
    }
    for (int column = 0; column < in.width(); column++) {
      width += column == 0 ? kernel : stride;
    }
    if (height < 1 || width < 1) {
      return op(in, "@Tanh");
    }
    shape = new Size(filters, height, width, false);
    long weights = (long) in.channels() * filters * kernel * kernel;
    parameters += weights + filters;
    macs += weights * in.height() * in.width();
    return op(
        in,
        "@TransposedConv",
        "filters = " + filters,
        "kernel = " + kernel,
        "stride = " + stride,
        "padding = " + cut);
  }

  /** A convolution with a table of connections. */
  private Op connected(Size in) {
    int filters = 1 + pick(4);
    int connected = 0;
    List<String> rows = new ArrayList<>();
    for (int channel = 0; channel < in.channels(); channel++) {
      StringBuilder row = new StringBuilder();
      for (int filter = 0; filter < filters; filter++) {
        // A filter that reads nothing is an error.
        boolean here = pick(3) > 0 || channel == filter % in.channels();
        connected += here ? 1 : 0;
        row.append(here ? 'X' : '.');
      }
      rows.add(quoted(row.toString()));
    }
    shape = new Size(filters, in.height(), in.width(), false);
    parameters += connected + filters;
    macs += (long) connected * in.height() * in.width();
    return op(
        in,
        "@Conv",
        "filters = " + filters,
        "kernel = 1",
        "connections = {" + String.join(", ", rows) + "}");
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

  /** Returns a line for each block, one for the interface, and one for each layer. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(blocks);
    lines.add(header());
    layers.forEach(layer -> lines.add(method(layer)));
    lines.add("}");
    return lines;
  }

  /** Returns the line that begins the interface. */
  String header() {
    return "@Network(input = {%d, %d, %d}) interface %s {"
        .formatted(input.channels(), input.height(), input.width(), name);
  }

  /** Returns the method of a layer, on one line. */
  static String method(Layer layer) {
    StringBuilder line = new StringBuilder();
    layer.ops().forEach(op -> line.append(op).append(' '));
    return line + "Layer " + layer.name() + "();";
  }
}
