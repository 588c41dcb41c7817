package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions in all directions against the reference. */
class ConvolutionTest {

  /**
   * With so many pairs of channels only Winograd's algorithm is tried: others do the same as with
   * few.
   */
  private static final int MANY_CHANNELS = 128 * 256;

  /** A shape and how many images; the algorithms that can compute it are all tried. */
  record Shape(Conv2d conv, int batch) {
    List<Algorithm> algorithms() {
      if (conv.inChannels() * conv.outChannels() >= MANY_CHANNELS) {
        return List.of(Algorithm.WINOGRAD);
      }
      List<Algorithm> algorithms = new ArrayList<>(List.of(Algorithm.DIRECT, Algorithm.IM2COL));
      if (Kernels.canTile(conv)) {
        algorithms.add(Algorithm.WINOGRAD);
      }
      if (conv.window().equals(Window.of(1, 1)) && conv.groups() == 1) {
        algorithms.add(Algorithm.POINTWISE);
      }
      return algorithms;
    }
  }

  /**
   * Winograd's points make sums of numbers that cancel: the error stays below 1e-5 of what a sum of
   * so many terms usually is, which for the other algorithms is below 1e-6.
   */
  static long terms(long count, Conv2d conv) {
    return conv.algorithm() == Algorithm.WINOGRAD ? 10 * count : count;
  }

  static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    // LeNet-5's own.
    shapes.add(new Shape(Conv2d.of(1, 32, 32).filters(6).kernel(5, 5), 3));
    shapes.add(new Shape(Conv2d.of(6, 14, 14).filters(16).kernel(5, 5), 5));
    // Padding, strides and dilation, all different in both directions.
    shapes.add(new Shape(Conv2d.of(3, 13, 17).filters(7).kernel(3, 3).padding(1, 1, 1, 1), 2));
    shapes.add(
        new Shape(
            Conv2d.of(3, 17, 13).filters(17).kernel(7, 5).stride(2, 3).padding(3, 2, 1, 0), 2));
    shapes.add(new Shape(Conv2d.of(4, 13, 13).filters(3).kernel(3, 2).dilation(2, 3), 2));
    shapes.add(
        new Shape(
            Conv2d.of(4, 9, 7).filters(5).kernel(3, 3).dilation(3, 2).padding(4, 3, 2, 5), 1));
    // Padding that a whole window fits into.
    shapes.add(new Shape(Conv2d.of(2, 3, 3).filters(4).kernel(2, 2).padding(3, 3, 3, 3), 2));
    // Pointwise, and 1×1 that is not.
    shapes.add(new Shape(Conv2d.of(17, 7, 7).filters(33), 5));
    shapes.add(new Shape(Conv2d.of(7, 9, 7).filters(130), 3));
    shapes.add(new Shape(Conv2d.of(3, 1, 1).filters(200), 1));
    shapes.add(new Shape(Conv2d.of(17, 7, 7).filters(4).stride(2, 2), 3));
    shapes.add(new Shape(Conv2d.of(3, 4, 4).filters(4).padding(0, 1, 0, 0), 3));
    // Groups and depthwise, with and without a multiplier.
    shapes.add(
        new Shape(Conv2d.of(6, 7, 7).filters(4).kernel(3, 3).groups(2).padding(1, 1, 1, 1), 3));
    shapes.add(
        new Shape(Conv2d.of(33, 7, 8).filters(33).kernel(3, 3).groups(33).padding(1, 1, 1, 1), 2));
    shapes.add(
        new Shape(
            Conv2d.of(4, 9, 9).filters(4).kernel(3, 5).groups(4).stride(2, 2).dilation(2, 1), 2));
    shapes.add(new Shape(Conv2d.of(3, 5, 5).filters(9).kernel(2, 3).groups(3), 2));
    shapes.addAll(depthwise());
    // One pixel out of a whole image; more channels than a register tile.
    shapes.add(new Shape(Conv2d.of(16, 5, 5).filters(120).kernel(5, 5), 1));
    shapes.add(new Shape(Conv2d.of(31, 6, 5).filters(65).kernel(3, 3).padding(1, 1, 1, 1), 2));
    // Tiles of 4×4 and 2×2 outputs that fit, that do not, and that are larger than the image;
    // one panel of channels, several, and a narrow one at the end; padding on all sides or none.
    shapes.add(tiled(3, 16, 8, 8, 16, 1, 1, 2));
    shapes.add(tiled(3, 32, 7, 9, 48, 1, 1, 3));
    shapes.add(tiled(3, 16, 13, 5, 144, 0, 2, 2));
    shapes.add(tiled(3, 48, 3, 3, 80, 1, 1, 5));
    shapes.add(tiled(3, 16, 30, 31, 64, 2, 0, 2));
    shapes.add(tiled(5, 16, 8, 8, 32, 2, 2, 2));
    shapes.add(tiled(5, 32, 9, 7, 80, 0, 4, 3));
    shapes.add(tiled(5, 16, 3, 11, 16, 2, 2, 1));
    // Several chunks of tiles.
    shapes.add(tiled(3, 128, 29, 31, 16, 1, 1, 1));
    // Several strips.
    shapes.add(new Shape(Conv2d.of(65, 31, 13).filters(7).kernel(3, 3).padding(1, 1, 1, 1), 1));
    Random random = new Random(41);
    int[] channels = {1, 2, 3, 4, 7, 13, 16, 17, 31, 32, 33};
    for (int i = 0; i < 45; i++) {
      Window window = window(random);
      int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
      Conv2d conv =
          new Conv2d(
              groups * channels[random.nextInt(channels.length)],
              7 + random.nextInt(8),
              7 + random.nextInt(8),
              groups * channels[random.nextInt(channels.length)],
              window,
              groups,
              Algorithm.DIRECT);
      shapes.add(new Shape(conv, 1 + random.nextInt(3)));
    }
    return shapes;
  }

  private static List<Shape> allShapes() {
    List<Shape> shapes = shapes();
    shapes.addAll(withManyChannels());
    return shapes;
  }

  /**
   * So many channels that Winograd's kernels are transformed by blocks: a narrow panel at the end
   * and a short block, several images, several chunks of tiles, and 5×5.
   */
  private static List<Shape> withManyChannels() {
    return List.of(
        tiled(3, 272, 5, 6, 144, 1, 1, 1),
        tiled(3, 128, 7, 6, 256, 1, 1, 3),
        tiled(3, 512, 9, 9, 80, 1, 1, 5),
        tiled(5, 192, 5, 3, 192, 2, 2, 2));
  }

  private static Shape tiled(
      int taps,
      int channels,
      int height,
      int width,
      int filters,
      int before,
      int after,
      int batch) {
    return new Shape(
        Conv2d.of(channels, height, width)
            .filters(filters)
            .kernel(taps, taps)
            .padding(before, before, after, after),
        batch);
  }

  private static Window window(Random random) {
    return new Window(
        1 + random.nextInt(4),
        1 + random.nextInt(4),
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        1 + random.nextInt(2),
        1 + random.nextInt(2));
  }

  /** One filter for each channel: those of EfficientNet, and awkward ones. */
  private static List<Shape> depthwise() {
    List<Shape> shapes = new ArrayList<>();
    for (int channels : new int[] {1, 3, 4, 7, 13, 17, 31, 33, 65, 144}) {
      Conv2d conv = Conv2d.of(channels, 11, 13).filters(channels).groups(channels);
      shapes.add(new Shape(conv.kernel(3, 3).padding(1, 1, 1, 1), 2));
      shapes.add(new Shape(conv.kernel(3, 3).padding(1, 1, 1, 1).stride(2, 2), 1));
      shapes.add(new Shape(conv.kernel(5, 5).padding(2, 2, 2, 2), 1));
      shapes.add(new Shape(conv.kernel(5, 5).padding(2, 2, 2, 2).stride(2, 2), 1));
    }
    // Dilation and stride with and without a common divisor, taps that no input falls on, padding
    // that whole windows fit into, and a row that one tile of pixels does not divide.
    Conv2d conv = Conv2d.of(33, 17, 23).filters(33).groups(33);
    shapes.add(new Shape(conv.kernel(3, 3).dilation(2, 3).stride(2, 2).padding(2, 3, 2, 3), 2));
    shapes.add(new Shape(conv.kernel(3, 2).dilation(4, 2).stride(6, 4), 2));
    shapes.add(new Shape(conv.kernel(2, 2).stride(3, 5), 2));
    shapes.add(new Shape(conv.kernel(2, 3).padding(4, 5, 6, 7), 1));
    shapes.add(new Shape(conv.kernel(7, 1).padding(3, 0, 3, 0), 1));
    // Windows that slide: taps two apart, rows that see only padding, a row of taps.
    shapes.add(new Shape(conv.kernel(3, 3).dilation(2, 2).stride(2, 2), 1));
    shapes.add(new Shape(conv.kernel(3, 3).dilation(1, 2).stride(1, 4), 1));
    shapes.add(new Shape(conv.kernel(5, 5).dilation(2, 2).stride(2, 2), 2));
    shapes.add(new Shape(conv.kernel(3, 5).padding(4, 2, 4, 2), 1));
    shapes.add(new Shape(conv.kernel(5, 5).padding(6, 2, 6, 2).stride(2, 2), 1));
    shapes.add(new Shape(conv.kernel(1, 5), 1));
    shapes.add(new Shape(conv.kernel(17, 23), 2));
    Random random = new Random(43);
    for (int i = 0; i < 20; i++) {
      int channels = 1 + random.nextInt(70);
      shapes.add(
          new Shape(
              new Conv2d(
                  channels,
                  7 + random.nextInt(12),
                  7 + random.nextInt(12),
                  channels,
                  window(random),
                  channels,
                  Algorithm.DIRECT),
              1 + random.nextInt(3)));
    }
    return shapes;
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void forwardAddsTheBiasAndAppliesTheActivation(Setup setup) {
    Random random = new Random(1);
    for (Shape shape : allShapes()) {
      for (Algorithm algorithm : shape.algorithms()) {
        Conv2d conv = shape.conv().algorithm(algorithm);
        Activation activation =
            switch (random.nextInt(5)) {
              case 0 -> Activation.RELU;
              case 1 -> Activation.LEAKY_RELU;
              case 2 -> Activation.TANH;
              case 3 -> Activation.RELU6;
              default -> Activation.IDENTITY;
            };
        boolean hasBias = random.nextBoolean();
        try (Arena arena = Arena.ofConfined()) {
          Case data = new Case(arena, conv, shape.batch(), random);
          Values output = data.output().filled(Float.NaN);
          ReferenceConv2d.forward(
              output.reference(),
              data.input.reference(),
              data.weight.reference(),
              hasBias ? data.bias.reference() : new double[0],
              conv,
              shape.batch());
          double[] sums = output.reference().clone();
          ReferenceActivation.forward(output.reference(), sums, activation, 0.1f);
          setup
              .kernels(arena, conv)
              .conv2dForward(
                  output.tensor(),
                  data.input.tensor(),
                  data.weight.tensor(),
                  hasBias ? data.bias.tensor() : Tensor.NONE,
                  conv,
                  activation,
                  0.1f,
                  shape.batch());
          output.assertEqualsReference(
              "%s, %d images, %s, %s".formatted(conv, shape.batch(), activation, setup),
              terms(conv.patch(), conv));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void backwardGivesAllThreeGradients(Setup setup) {
    Random random = new Random(2);
    for (Shape shape : allShapes()) {
      for (Algorithm algorithm : shape.algorithms()) {
        Conv2d conv = shape.conv().algorithm(algorithm);
        int batch = shape.batch();
        try (Arena arena = Arena.ofConfined()) {
          Case data = new Case(arena, conv, batch, random);
          Values dOutput = data.output().random(random);
          Values dInput = data.input().filled(Float.NaN);
          Values dWeight = data.weight().filled(Float.NaN);
          Values dBias = Values.row(arena, conv.outChannels()).filled(Float.NaN);
          ReferenceConv2d.backward(
              dInput.reference(),
              dWeight.reference(),
              dBias.reference(),
              dOutput.reference(),
              data.input.reference(),
              data.weight.reference(),
              conv,
              batch);
          Kernels kernels = setup.kernels(arena, conv);
          kernels.conv2dBackwardInput(
              dInput.tensor(), dOutput.tensor(), data.weight.tensor(), conv, false, batch);
          kernels.conv2dBackwardWeight(
              dWeight.tensor(), dBias.tensor(), dOutput.tensor(), data.input.tensor(), conv, batch);
          String what = "%s, %d images, %s".formatted(conv, batch, setup);
          long terms = terms((long) conv.patch() * conv.outChannels() / conv.inChannels(), conv);
          long pixels = terms((long) batch * conv.outHeight() * conv.outWidth(), conv);
          dInput.assertEqualsReference("dInput of " + what, terms);
          dWeight.assertEqualsReference("dWeight of " + what, pixels);
          dBias.assertEqualsReference("dBias of " + what, pixels);

          kernels.conv2dBackwardInput(
              dInput.tensor(), dOutput.tensor(), data.weight.tensor(), conv, true, batch);
          dInput.doubleReference();
          dInput.assertEqualsReference("accumulated dInput of " + what, terms);

          kernels.accumulateParameterGradients(true);
          kernels.conv2dBackwardWeight(
              dWeight.tensor(), dBias.tensor(), dOutput.tensor(), data.input.tensor(), conv, batch);
          dWeight.doubleReference();
          dBias.doubleReference();
          dWeight.assertEqualsReference("accumulated dWeight of " + what, 2 * pixels);
          dBias.assertEqualsReference("accumulated dBias of " + what, 2 * pixels);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void sameCallGivesTheSameBits(Setup setup) {
    Conv2d conv = Conv2d.of(7, 13, 13).filters(33).kernel(3, 3).padding(1, 1, 1, 1);
    try (Arena arena = Arena.ofConfined()) {
      Case data = new Case(arena, conv, 5, new Random(3));
      Values dOutput = data.output().random(new Random(4));
      Values dWeight = data.weight();
      Values dBias = Values.row(arena, conv.outChannels());
      Kernels kernels = setup.kernels(arena, conv);
      Runnable call =
          () ->
              kernels.conv2dBackwardWeight(
                  dWeight.tensor(), dBias.tensor(), dOutput.tensor(), data.input.tensor(), conv, 5);
      call.run();
      float[] first = dWeight.bits();
      for (int i = 0; i < 20; i++) {
        call.run();
        assertArrayEquals(first, dWeight.bits());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void nanInOneImageStaysInThatImage(Algorithm algorithm) {
    Conv2d conv =
        Conv2d.of(3, 8, 8).filters(17).kernel(3, 3).padding(1, 1, 1, 1).algorithm(algorithm);
    for (Setup setup : Setup.ALL) {
      try (Arena arena = Arena.ofConfined()) {
        Case data = new Case(arena, conv, 3, new Random(5));
        data.input.put(3 * 64 + 20, Float.NaN);
        data.input.put(3 * 64 + 100, Float.POSITIVE_INFINITY);
        Values output = data.output();
        ReferenceConv2d.forward(
            output.reference(),
            data.input.reference(),
            data.weight.reference(),
            data.bias.reference(),
            conv,
            3);
        setup
            .kernels(arena, conv)
            .conv2dForward(
                output.tensor(),
                data.input.tensor(),
                data.weight.tensor(),
                data.bias.tensor(),
                conv,
                Activation.IDENTITY,
                0,
                3);
        output.assertEqualsReference(setup.toString(), conv.patch());
      }
    }
  }

  private static List<Algorithm> algorithms() {
    return List.of(Algorithm.DIRECT, Algorithm.IM2COL);
  }

  /** What goes into a convolution. */
  static final class Case {
    private final Arena arena;
    private final Conv2d conv;
    private final int batch;
    final Values input;
    final Values weight;
    final Values bias;

    Case(Arena arena, Conv2d conv, int batch, Random random) {
      this.arena = arena;
      this.conv = conv;
      this.batch = batch;
      input = input().random(random);
      weight = weight().random(random);
      bias = Values.row(arena, conv.outChannels()).random(random);
    }

    Values input() {
      return Values.images(arena, batch, conv.inChannels(), conv.inHeight() * conv.inWidth());
    }

    Values weight() {
      int taps = conv.window().kernelH() * conv.window().kernelW();
      return Values.weights(arena, conv.outChannels(), conv.inChannels() / conv.groups(), taps);
    }

    Values output() {
      return Values.images(arena, batch, conv.outChannels(), conv.outHeight() * conv.outWidth());
    }
  }
}
