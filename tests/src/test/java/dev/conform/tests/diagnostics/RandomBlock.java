package dev.conform.tests.diagnostics;

import dev.conform.tests.diagnostics.ShapeOracle.Axis;
import dev.conform.tests.diagnostics.ShapeOracle.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** A block drawn by chance, and what its uses come to: counted with the numbers given to them. */
final class RandomBlock {

  /** What symbols stand for in one repetition. */
  record Dims(int width, int squeeze, int kernel, int a, int b, int stride, int in) {
    Dims at(boolean first, int channels) {
      return new Dims(width, squeeze, kernel, a, b, first ? stride : 1, channels);
    }

    Dims times(int factor) {
      return new Dims(width * factor, squeeze * factor, kernel, a, b, stride, in);
    }
  }

  /** A sum as it is written, and its value. */
  private record Term(String text, ToIntFunction<Dims> value) {}

  private static final List<Term> FILTERS =
      List.of(
          new Term("WIDTH", Dims::width),
          new Term("2 * WIDTH", d -> d.width() + d.width()),
          new Term("16 * WIDTH", d -> 16 * d.width()),
          new Term("3 * SQUEEZE", d -> d.squeeze() + d.squeeze() + d.squeeze()),
          new Term("WIDTH + SQUEEZE", d -> d.width() + d.squeeze()),
          new Term("IN", Dims::in),
          new Term("IN + A", d -> d.in() + d.a()),
          new Term("A + 2 * B", d -> d.a() + d.b() + d.b()),
          new Term("7", d -> 7));

  private static final List<Term> KERNELS =
      List.of(
          new Term("KERNEL", Dims::kernel),
          new Term("3 * KERNEL", d -> d.kernel() + d.kernel() + d.kernel()),
          new Term("KERNEL + 2 * A", d -> d.kernel() + d.a() + d.a()),
          new Term("1", d -> 1),
          new Term("3", d -> 3));

  /** A convolution; what reads the block's input instead of the layer before is marked. */
  private record Conv(
      Term filters, Term kernel, boolean strided, boolean bias, boolean norm, boolean fromInput) {}

  /** What a use makes, and what it has. */
  record Count(Size output, long parameters, long macs) {
    Count and(Count next) {
      return new Count(next.output, parameters + next.parameters, macs + next.macs);
    }
  }

  /** How the input of a residual block reaches the sum. */
  enum Shortcut {
    AUTO,
    IDENTITY,
    PROJECTION,
    ZERO_PAD,
    MATCHING
  }

  final String name;
  private final List<Conv> convs = new ArrayList<>();
  private final boolean joined;
  private final boolean gated;
  private final boolean dropped;

  RandomBlock(String name, Random random) {
    this.name = name;
    int count = 1 + random.nextInt(2);
    boolean strided = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      convs.add(conv(random, strided && i == 0, false));
    }
    this.joined = random.nextInt(3) == 0;
    if (joined) {
      convs.add(conv(random, strided, true));
    }
    this.gated = random.nextInt(4) == 0;
    this.dropped = random.nextInt(4) == 0;
  }

  private static Conv conv(Random random, boolean strided, boolean fromInput) {
    return new Conv(
        FILTERS.get(random.nextInt(FILTERS.size())),
        KERNELS.get(random.nextInt(KERNELS.size())),
        strided,
        random.nextBoolean(),
        random.nextInt(3) == 0,
        fromInput);
  }

  /** Returns its declaration on one line. */
  String text() {
    StringBuilder text = new StringBuilder("@Block interface " + name + " { ");
    for (int i = 0; i < convs.size(); i++) {
      Conv conv = convs.get(i);
      text.append(conv.fromInput() ? "@From(\"input\") " : "")
          .append("@Conv(filters = " + conv.filters().text())
          .append(", kernel = " + conv.kernel().text() + ", padding = Padding.HALF")
          .append(conv.strided() ? ", stride = STRIDE" : "")
          .append(", bias = " + conv.bias() + ") ")
          .append(conv.norm() ? "@BatchNorm " : "")
          .append("@Relu Layer c" + i + "(); ");
    }
    if (joined) {
      int last = convs.size() - 1;
      text.append("@Concat({\"c" + (last - 1) + "\", \"c" + last + "\"}) Layer joined(); ");
    }
    text.append(gated ? "@SqueezeExcite(ratio = 2) Layer gate(); " : "");
    text.append(dropped ? "@StochasticDepth(value = 0.2, linear = true) Layer drop(); " : "");
    return text + "}";
  }

  /** Returns the names of the values that a use must give, and no others. */
  private Set<String> symbols() {
    Set<String> found = new TreeSet<>();
    for (Conv conv : convs) {
      for (String word : (conv.filters().text() + " " + conv.kernel().text()).split("\\W+", -1)) {
        if (word.matches("[A-Z]+") && !word.equals("IN")) {
          found.add(word);
        }
      }
      if (conv.strided()) {
        found.add("STRIDE");
      }
    }
    return found;
  }

  boolean isStrided() {
    return convs.get(0).strided();
  }

  /** Returns the values of an annotation that uses it. */
  List<String> values(Dims dims) {
    Set<String> symbols = symbols();
    List<String> values = new ArrayList<>(List.of("block = " + name + ".class"));
    if (symbols.contains("WIDTH")) {
      values.add("width = " + dims.width());
    }
    if (symbols.contains("SQUEEZE")) {
      values.add("squeeze = " + dims.squeeze());
    }
    if (symbols.contains("KERNEL")) {
      values.add("kernel = " + dims.kernel());
    }
    if (symbols.contains("STRIDE")) {
      values.add("stride = " + dims.stride());
    }
    if (symbols.contains("B")) {
      values.add("dims = {" + dims.a() + ", " + dims.b() + "}");
    } else if (symbols.contains("A")) {
      values.add("dims = " + dims.a());
    }
    return values;
  }

  /** Counts one use after the other. */
  Count use(Dims given, int repeat, Size input) {
    Count all = new Count(input, 0, 0);
    for (int i = 0; i < repeat; i++) {
      all = all.and(once(given.at(i == 0, all.output().channels()), all.output()));
    }
    return all;
  }

  /** Counts residual uses. */
  Count residual(Dims given, int repeat, Size input, Shortcut shortcut) {
    Count all = new Count(input, 0, 0);
    for (int i = 0; i < repeat; i++) {
      Size in = all.output();
      Dims dims = given.at(i == 0, in.channels());
      Count branch = once(dims, in);
      boolean differ = !branch.output().equals(in);
      boolean projected =
          (shortcut == Shortcut.AUTO && differ)
              || (shortcut == Shortcut.PROJECTION && (differ || i == 0));
      all = all.and(branch);
      if (projected) {
        boolean norm = convs.stream().anyMatch(Conv::norm);
        int stride = isStrided() ? dims.stride() : 1;
        Count way = convolve(in, branch.output().channels(), 1, stride, !norm, norm);
        all =
            new Count(
                branch.output(), all.parameters() + way.parameters(), all.macs() + way.macs());
      }
    }
    return all;
  }

  /** Tells whether a sum without projection is possible in each repetition. */
  boolean keepsShape(Dims given, int repeat, Size input) {
    Size in = input;
    for (int i = 0; i < repeat; i++) {
      Size out = once(given.at(i == 0, in.channels()), in).output();
      if (!out.equals(in)) {
        return false;
      }
      in = out;
    }
    return true;
  }

  /** Tells whether filling with zeros is enough in each repetition. */
  boolean addsChannels(Dims given, int repeat, Size input) {
    Size in = input;
    for (int i = 0; i < repeat; i++) {
      Size out = once(given.at(i == 0, in.channels()), in).output();
      if (out.channels() < in.channels()) {
        return false;
      }
      in = out;
    }
    return true;
  }

  private Count once(Dims dims, Size input) {
    Count all = new Count(input, 0, 0);
    int before = 0;
    for (Conv conv : convs) {
      Size read = conv.fromInput() ? input : all.output();
      before = all.output().channels();
      all =
          all.and(
              convolve(
                  read,
                  conv.filters().value().applyAsInt(dims),
                  conv.kernel().value().applyAsInt(dims),
                  conv.strided() ? dims.stride() : 1,
                  conv.bias(),
                  conv.norm()));
    }
    if (joined) {
      Size last = all.output();
      Size both = new Size(before + last.channels(), last.height(), last.width(), false);
      all = new Count(both, all.parameters(), all.macs());
    }
    return gated ? all.and(gate(all.output())) : all;
  }

  /** Two convolutions of single pixels, with biases. */
  static Count gate(Size in) {
    int few = Math.max(1, in.channels() / 2);
    long weights = 2L * in.channels() * few;
    return new Count(in, weights + few + in.channels(), weights);
  }

  /** Counts a convolution: an odd kernel with as much padding as lies beside its middle. */
  static Count convolve(Size in, int filters, int kernel, int stride, boolean bias, boolean norm) {
    Axis axis = new Axis(kernel, stride, kernel / 2, kernel / 2, 1);
    Size out =
        new Size(
            filters, axis.positions(in.height(), false), axis.positions(in.width(), false), false);
    long weights = (long) filters * in.channels() * kernel * kernel;
    return new Count(
        out,
        weights + (bias ? filters : 0) + (norm ? 2L * filters : 0),
        weights * out.height() * out.width());
  }
}
