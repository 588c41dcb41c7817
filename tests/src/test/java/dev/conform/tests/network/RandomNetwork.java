package dev.conform.tests.network;

import java.util.SplittableRandom;

/** Draws a declaration: a few layers on images, then a few on units. */
final class RandomNetwork {

  private static final String[] ACTIVATIONS = {
    "@Relu",
    "@LeakyRelu(slope = 0.1)",
    "@Sigmoid",
    "@Tanh",
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
    for (int i = from(1, 4); i > 0; i--) {
      layer(conv(), norm(), activation(), chance(2) ? pool() : "");
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

  private void layer(String... annotations) {
    layers.append(String.join(" ", annotations)).append(" Layer l").append(count++).append("();\n");
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
