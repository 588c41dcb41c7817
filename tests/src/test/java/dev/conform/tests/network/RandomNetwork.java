package dev.conform.tests.network;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a declaration: a few layers on images, some of them with branches that meet again, then a
 * few on units.
 */
final class RandomNetwork {

  private static final String[] ACTIVATIONS = {
    "@Relu",
    "@Relu6",
    "@LeakyRelu(slope = 0.1)",
    "@Sigmoid",
    "@Tanh",
    "@ScaledTanh",
    "@Silu",
    "@Gelu",
    "@Gelu(approximate = true)",
    ""
  };

  private final SplittableRandom random;
  private final StringBuilder layers = new StringBuilder();
  private int channels;
  private int height;
  private int width;
  private int count;

  private RandomNetwork(long seed) {
    random = new SplittableRandom(seed);
    channels = from(1, 5);
    height = from(6, 15);
    width = from(6, 15);
  }

  /** Returns the network of a seed. */
  static Declared draw(long seed) {
    return new RandomNetwork(seed).draw("Random" + seed);
  }

  private Declared draw(String name) {
    String input = channels + ", " + height + ", " + width;
    for (int i = from(1, 3); i > 0; i--) {
      layer(conv(), norm(), activation(), chance(2) ? pool() : "");
      for (int more = from(0, 3); more > 0; more--) {
        joined();
      }
    }
    if (chance(3)) {
      layer("@Flatten", norm());
    }
    for (int i = from(0, 2); i > 0; i--) {
      layer(
          "@Dense(units = %d, bias = %s)".formatted(from(1, 40), chance(2)), norm(), activation());
    }
    layer("@Dense(units = %d)".formatted(from(1, 12)), chance(4) ? "@Softmax" : "");
    return new Declared(name, input, layers.toString());
  }

  /** Adds a layer and returns its name. */
  private String layer(String... annotations) {
    String name = "l" + count++;
    layers.append(String.join(" ", annotations)).append(" Layer ").append(name).append("();\n");
    return name;
  }

  /** Adds one or several layers that show what a chain of convolutions does not. */
  private void joined() {
    switch (from(0, 8)) {
      case 0 -> residual();
      case 1 -> stochastic();
      case 2 -> branches();
      case 3 -> sum();
      case 4 -> concat();
      case 5 -> layer(squeeze(), activation());
      case 6 -> layer(depthwise(), norm(), activation());
      case 7 -> layer(resampled(), norm(), activation());
      default -> layer(channelNorm(), activation());
    }
  }

  private void residual() {
    String block =
        chance(2) ? "BasicBlock.class" : chance(2) ? "Linear.class" : "PreActivation.class";
    boolean strides = chance(2);
    channels = chance(2) ? channels : from(1, 12);
    layer(
        "@Residual(block = %s, width = %d, stride = %d, repeat = %d, shortcut = Shortcut.%s, activation = SumActivation.%s)"
            .formatted(
                block,
                channels,
                strides ? 2 : 1,
                from(1, 3),
                List.of("AUTO", "PROJECTION", "MATCHING").get(from(0, 2)),
                chance(2) ? "RELU" : "NONE"));
    height = strides ? (height + 1) / 2 : height;
    width = strides ? (width + 1) / 2 : width;
  }

  private void stochastic() {
    layer("@Residual(block = Deep.class, width = %d, repeat = %d)".formatted(channels, from(1, 2)));
  }

  private void branches() {
    int[] widths = {from(1, 8), from(1, 8), from(1, 8)};
    layer(
        "@Concat(branches = {@Branch(block = Activated.class, width = %d, kernel = %d),"
                .formatted(widths[0], chance(2) ? 1 : 3)
            + " @Branch(block = Reduced.class, squeeze = %d, width = %d, kernel = 3),"
                .formatted(from(1, 4), widths[1])
            + " @Branch(block = Pooled.class, width = %d)})".formatted(widths[2]),
        norm(),
        activation());
    channels = widths[0] + widths[1] + widths[2];
  }

  /** Two to four terms: what was read, what was made of it, and perhaps one of them again. */
  private void sum() {
    String before = layer(conv(), activation());
    String branch = layer(pointwise(channels), activation());
    String other = layer("@From(\"%s\")".formatted(before), pointwise(channels), norm());
    String third = chance(2) ? ", \"" + before + "\"" : "";
    String again = chance(2) ? ", \"" + (chance(2) ? branch : other) + "\"" : "";
    String terms = chance(2) ? quoted(branch, other) : quoted(other, branch);
    layer("@Add({%s%s%s})".formatted(terms, third, again), activation());
  }

  private void concat() {
    String before = layer(conv(), activation());
    int more = from(1, 9);
    String branch = layer(pointwise(more), activation());
    layer("@Concat({%s})".formatted(quoted(branch, before)), activation(), dropout());
    channels += more;
  }

  private String pointwise(int filters) {
    return "@Conv(filters = %d, kernel = 1)".formatted(filters);
  }

  private static String quoted(String first, String second) {
    return "\"" + first + "\", \"" + second + "\"";
  }

  private String dropout() {
    return chance(2) ? "@Dropout(0.3)" : "";
  }

  private String squeeze() {
    return "@SqueezeExcite(ratio = %d, activation = SqueezeActivation.%s)"
        .formatted(from(1, 4), chance(2) ? "RELU" : "SILU");
  }

  private String depthwise() {
    int kernel = from(1, 2) * 2 - 1;
    int multiplier = channels <= 20 ? from(1, 2) : 1;
    channels *= multiplier;
    return "@DepthwiseConv(kernel = %d, padding = Padding.HALF, multiplier = %d, bias = %s)"
        .formatted(kernel, multiplier, chance(2));
  }

  /** Makes the image larger, but not without end. */
  private String resampled() {
    if (height * width > 150) {
      return "@LocalResponseNorm(size = %d, alpha = 0.4)".formatted(from(1, 6));
    }
    return switch (from(0, 2)) {
      case 0 -> upsample(from(1, 2), from(1, 2));
      case 1 -> zeroPad();
      default -> transposedConv(from(1, 2), from(1, 2), from(2, 3));
    };
  }

  private String upsample(int factorH, int factorW) {
    height *= factorH;
    width *= factorW;
    return "@Upsample(factor = {%d, %d}, mode = UpsampleMode.%s)"
        .formatted(factorH, factorW, chance(2) ? "NEAREST" : "BILINEAR");
  }

  private String zeroPad() {
    int[] pads = {from(0, 2), from(0, 2), from(0, 2), from(0, 2)};
    height += pads[0] + pads[2];
    width += pads[1] + pads[3];
    return "@ZeroPad({%d, %d, %d, %d})".formatted(pads[0], pads[1], pads[2], pads[3]);
  }

  private String transposedConv(int strideH, int strideW, int kernel) {
    channels = from(1, 12);
    height = (height - 1) * strideH + kernel;
    width = (width - 1) * strideW + kernel;
    return "@TransposedConv(filters = %d, kernel = %d, stride = {%d, %d}, bias = %s)"
        .formatted(channels, kernel, strideH, strideW, chance(2));
  }

  /** Of a few values the normalised ones hardly depend on them, and gradients are all noise. */
  private String channelNorm() {
    int groups = channels % 2 == 0 ? 2 : 1;
    if (channels / groups * height * width >= 8 && chance(2)) {
      return "@GroupNorm(groups = %d, affine = %s)".formatted(groups, !chance(4));
    }
    return channels >= 8 ? "@LayerNorm(affine = %s)".formatted(!chance(4)) : "@Scale";
  }

  private String conv() {
    int kernelH = from(1, Math.min(5, height));
    int kernelW = from(1, Math.min(5, width));
    int strideH = from(1, 2);
    int strideW = from(1, 2);
    int groups = channels % 2 == 0 && chance(2) ? 2 : chance(3) ? channels : 1;
    channels = groups * from(1, 40 / groups);
    String padding;
    if (chance(3)) {
      padding = "Padding.SAME";
      height = (height + strideH - 1) / strideH;
      width = (width + strideW - 1) / strideW;
    } else {
      int[] pads = {from(0, 2), from(0, 2), from(0, 2), from(0, 2)};
      padding = "{%d, %d, %d, %d}".formatted(pads[0], pads[1], pads[2], pads[3]);
      height = (height + pads[0] + pads[2] - kernelH) / strideH + 1;
      width = (width + pads[1] + pads[3] - kernelW) / strideW + 1;
    }
    return "@Conv(filters = %d, kernel = {%d, %d}, stride = {%d, %d}, padding = %s, groups = %d, bias = %s)"
        .formatted(channels, kernelH, kernelW, strideH, strideW, padding, groups, chance(2));
  }

  private String pool() {
    int sizeH = from(1, Math.min(3, height));
    int sizeW = from(1, Math.min(3, width));
    int strideH = from(1, 2);
    int strideW = from(1, 2);
    int padH = from(0, sizeH / 2);
    int padW = from(0, sizeW / 2);
    height = (height + 2 * padH - sizeH) / strideH + 1;
    width = (width + 2 * padW - sizeW) / strideW + 1;
    return "@Pool(mode = PoolMode.%s, size = {%d, %d}, stride = {%d, %d}, padding = {%d, %d}, countPadding = %s)"
        .formatted(
            chance(2) ? "MAX" : "AVERAGE", sizeH, sizeW, strideH, strideW, padH, padW, chance(2));
  }

  private String norm() {
    return chance(2) ? "@BatchNorm(affine = %s)".formatted(!chance(4)) : "";
  }

  private String activation() {
    return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private int from(int low, int high) {
    return random.nextInt(low, high + 1);
  }
}
