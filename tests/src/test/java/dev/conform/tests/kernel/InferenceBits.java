package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Backend;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.Window;
import dev.conform.tests.kernel.BandTest.Task;
import dev.conform.tests.kernel.ConvolutionTest.Shape;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What another JVM runs, in which nothing is compiled yet: the kernels of inference as in the first
 * inference of a process, in the second, again and again in those that follow, and at last with
 * vectors alone. Ends with an error unless all results have the same bits.
 */
final class InferenceBits {

  private static final long NANOS = 5_000_000_000L;
  private static final float SLOPE = 0.1f;
  private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

  private final Random random = new Random(61);
  private final List<float[]> results = new ArrayList<>();
  private final Backend backend;

  private InferenceBits(Backend backend) {
    this.backend = backend;
  }

  public static void main(String[] arguments) {
    Backend chosen = Backend.chosen().cutFinely();
    Kernels model = new Kernels(1, Tensor.NONE, chosen);
    model.beginInference(0);
    List<float[]> first = of(chosen);
    long end = System.nanoTime() + NANOS;
    int inferences = 1;
    for (; inferences < 4 || System.nanoTime() - end < 0; inferences++) {
      model.endInference();
      compare("inference " + inferences, first, of(chosen));
    }
    compare("vector", first, of(Backend.of("vector", "openblas").cutFinely()));
    System.out.println(inferences + " inferences of " + first.size() + " results: the same bits");
  }

  private static void compare(String what, List<float[]> expected, List<float[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      // All NaNs are one here, but the zeros are two.
      int at = Arrays.mismatch(expected.get(i), actual.get(i));
      if (at >= 0) {
        throw new AssertionError(
            "%s: result %d has %s at %d, not %s"
                .formatted(what, i, actual.get(i)[at], at, expected.get(i)[at]));
      }
    }
  }

  private static List<float[]> of(Backend backend) {
    InferenceBits bits = new InferenceBits(backend);
    for (Shape shape : ConvolutionTest.shapes()) {
      for (Algorithm algorithm : shape.algorithms()) {
        bits.convolve(shape.conv().algorithm(algorithm), shape.batch());
      }
    }
    for (Task task : BandTest.tasks()) {
      bits.band(task);
    }
    for (Pool2d pool : PoolingTest.POOLS) {
      bits.pool(pool, 2);
    }
    for (int[] size :
        new int[][] {{1, 400, 120}, {1, 33, 1000}, {5, 84, 10}, {64, 257, 70}, {7, 523, 601}}) {
      bits.multiply(size[0], size[1], size[2]);
    }
    for (Activation activation : ACTIVATIONS) {
      bits.oneByOne(activation, 1_037);
      bits.oneByOne(activation, 7);
    }
    bits.interleave(1);
    bits.interleave(1_037);
    bits.columns(3, 33, 130);
    bits.columns(2, 64, 7);
    return bits.results;
  }

  private Values draw(Values values) {
    return values.random(random).special(random);
  }

  private void convolve(Conv2d conv, int batch) {
    try (Arena arena = Arena.ofShared()) {
      Kernels kernels =
          kernels(arena, Kernels.sharedFloats(conv) + 2 * Kernels.workspaceFloats(conv));
      int filters = conv.outChannels();
      int pixels = conv.outHeight() * conv.outWidth();
      Values input =
          Values.images(arena, batch, conv.inChannels(), conv.inHeight() * conv.inWidth())
              .random(random);
      Values bias = Values.row(arena, filters).random(random);
      Values residual = Values.images(arena, batch, filters, pixels).random(random);
      Values output = Values.images(arena, batch, filters, pixels);
      Activation activation = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
      Prepared prepared = prepared(arena, kernels, conv, batch, bias);
      for (Tensor added : new Tensor[] {Tensor.NONE, residual.tensor()}) {
        for (Activation f : new Activation[] {activation, Activation.RELU}) {
          kernels.conv2dForwardPrepared(
              output.tensor(), input.tensor(), prepared, added, conv, f, SLOPE, batch);
          results.add(output.bits());
        }
      }
    }
  }

  private void band(Task task) {
    try (Arena arena = Arena.ofShared()) {
      Conv2d conv = task.conv();
      Window window = task.window();
      Kernels kernels = kernels(arena, 2 * Kernels.workspaceFloats(conv, window));
      int channels = conv.outChannels();
      int outPixels = task.outHeight() * task.outWidth();
      int batch = task.batch();
      Values input =
          Values.images(arena, batch, conv.inChannels(), conv.inHeight() * conv.inWidth())
              .random(random);
      Values bias = Values.row(arena, channels).random(random);
      Prepared prepared = prepared(arena, kernels, conv, batch, bias);
      Values output = Values.images(arena, batch, channels, outPixels);
      Activation f = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
      Pool2d pool =
          new Pool2d(
              channels,
              conv.outHeight(),
              conv.outWidth(),
              task.outHeight(),
              task.outWidth(),
              window,
              true);
      kernels.conv2dMaxPoolForwardPrepared(
          output.tensor(), input.tensor(), prepared, conv, f, SLOPE, pool, batch);
      results.add(output.bits());
      Conv2d depthwise =
          new Conv2d(
              channels,
              conv.outHeight(),
              conv.outWidth(),
              channels,
              window,
              channels,
              Algorithm.DIRECT);
      kernels.conv2dDepthwiseForwardPrepared(
          output.tensor(),
          input.tensor(),
          prepared,
          conv,
          f,
          SLOPE,
          prepared(arena, kernels, depthwise, batch, bias),
          depthwise,
          f,
          SLOPE,
          batch);
      results.add(output.bits());
    }
  }

  private Prepared prepared(Arena arena, Kernels kernels, Conv2d conv, int batch, Values bias) {
    int taps = conv.window().kernelH() * conv.window().kernelW();
    Values weight =
        Values.weights(arena, conv.outChannels(), conv.inChannels() / conv.groups(), taps)
            .random(random);
    Prepared prepared = new Prepared(arena, conv, batch, random.nextBoolean());
    kernels.conv2dPrepare(
        prepared, weight.tensor(), random.nextBoolean() ? bias.tensor() : Tensor.NONE, conv);
    return prepared;
  }

  /** Makes the kernels of a model that has not inferred yet. */
  private Kernels kernels(Arena arena, long floats) {
    Tensor workspace = floats == 0 ? Tensor.NONE : new Tensor(arena.allocate(4 * floats, 64));
    Kernels kernels = new Kernels(2, workspace, backend);
    kernels.beginInference(0);
    return kernels;
  }

  private void interleave(int pixels) {
    try (Arena arena = Arena.ofShared()) {
      Values planes = draw(Values.row(arena, 3 * pixels));
      Values packed = Values.row(arena, 3 * pixels);
      kernels(arena, 0).interleave(packed.tensor(), 0, planes.tensor(), pixels);
      results.add(packed.bits());
    }
  }

  private void pool(Pool2d pool, int batch) {
    try (Arena arena = Arena.ofShared()) {
      Kernels kernels = kernels(arena, 0);
      int pixels = pool.inHeight() * pool.inWidth();
      int outPixels = pool.outHeight() * pool.outWidth();
      Values input = draw(Values.images(arena, batch, pool.channels(), pixels));
      Values output = Values.images(arena, batch, pool.channels(), outPixels);
      kernels.maxPoolForward(output.tensor(), Tensor.NONE, input.tensor(), pool, batch);
      results.add(output.bits());
      kernels.averagePoolForward(output.tensor(), input.tensor(), pool, batch);
      results.add(output.bits());
    }
  }

  private void multiply(int batch, int inputs, int units) {
    try (Arena arena = Arena.ofShared()) {
      Values input = Values.images(arena, batch, inputs, 1).random(random);
      Values weight = Values.weights(arena, units, inputs, 1).random(random);
      Values bias = Values.row(arena, units).random(random);
      Values output = Values.images(arena, batch, units, 1);
      for (Tensor added : new Tensor[] {Tensor.NONE, bias.tensor()}) {
        kernels(arena, 0)
            .denseForward(
                output.tensor(),
                input.tensor(),
                weight.tensor(),
                added,
                inputs,
                units,
                Activation.RELU,
                0,
                batch);
        results.add(output.bits());
      }
    }
  }

  private void oneByOne(Activation activation, int size) {
    try (Arena arena = Arena.ofShared()) {
      Kernels kernels = kernels(arena, 0);
      Values a = draw(Values.row(arena, size));
      Values b = draw(Values.row(arena, size));
      for (int i = 0; i < size; i += 3) {
        a.put(i, (i % 2 == 0 ? 30 : 100) * (float) a.reference()[i]);
      }
      // Where the functions' bounds are.
      float[] near = {80, 88.37f, 88.38f, 88.72f, 88.8f, 89, 89.1f, 104};
      for (int i = 0; i < near.length && 17 + 2 * i < size; i++) {
        a.put(16 + 2 * i, near[i]);
        a.put(17 + 2 * i, -near[i]);
      }
      Values output = Values.row(arena, size);
      kernels.activationForward(output.tensor(), a.tensor(), activation, SLOPE, size, 1);
      results.add(output.bits());
      kernels.addForward(output.tensor(), a.tensor(), b.tensor(), activation, SLOPE, size, 1);
      results.add(output.bits());
    }
  }

  private void columns(int batch, int channels, int pixels) {
    try (Arena arena = Arena.ofShared()) {
      Kernels kernels = kernels(arena, 0);
      Values input = draw(Values.images(arena, batch, channels, pixels));
      Values scale = draw(Values.images(arena, batch, channels, 1));
      Values output = Values.images(arena, batch, 2 * channels, pixels).filled(0);
      kernels.concatForward(
          output.tensor(), input.tensor(), 3, channels, 2 * channels, pixels, batch);
      results.add(output.bits());
      kernels.channelScaleForward(
          input.tensor(), input.tensor(), scale.tensor(), channels, pixels, batch);
      results.add(input.bits());
    }
  }
}
