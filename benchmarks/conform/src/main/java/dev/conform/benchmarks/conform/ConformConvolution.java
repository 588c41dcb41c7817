package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.Convolution;
import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.Sample;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.Set;

/** A convolution by Conform's kernels, called as a generated class calls them. */
final class ConformConvolution implements Engine {

  private final Arena arena = Arena.ofShared();
  private final Convolution shape;
  private final boolean backward;
  private final Conv2d conv;
  private final Kernels kernels;
  private final Tensor input;
  private final Tensor weight;
  private final Tensor output;
  private final Tensor outputGradient;
  private final Tensor inputGradient;
  private final Tensor weightGradient;

  ConformConvolution(ConvolutionTask task, Conv2d.Algorithm algorithm) {
    shape = task.shape();
    backward = task.direction() == ConvolutionTask.Direction.FORWARD_BACKWARD;
    conv = conv(shape).algorithm(algorithm);
    long workspace = task.threads() * Kernels.workspaceFloats(conv) + Kernels.sharedFloats(conv);
    kernels = new Kernels(task.threads(), tensor(workspace));
    input = pixels(task.input(), shape.inChannels(), shape.side());
    weight = tensor(shape.weightSize());
    float[] weights = task.weight();
    for (int i = 0; i < weights.length; i++) {
      weight.set(weightIndex(i), weights[i]);
    }
    output = tensor(shape.outputSize());
    outputGradient =
        backward
            ? pixels(task.outputGradient(), shape.outChannels(), shape.outSide())
            : Tensor.NONE;
    inputGradient = tensor(shape.inputSize());
    weightGradient = tensor(shape.weightSize());
  }

  /** Returns the algorithms that can compute a shape. */
  static Set<Conv2d.Algorithm> algorithms(Convolution shape) {
    Set<Conv2d.Algorithm> able = EnumSet.of(Conv2d.Algorithm.DIRECT);
    boolean dense = shape.groups() == 1;
    if (dense) {
      able.add(Conv2d.Algorithm.IM2COL);
    }
    if (dense && shape.kernel() == 1 && shape.stride() == 1 && shape.padding() == 0) {
      able.add(Conv2d.Algorithm.POINTWISE);
    }
    if (Kernels.canTile(conv(shape))) {
      able.add(Conv2d.Algorithm.WINOGRAD);
    }
    return able;
  }

  private static Conv2d conv(Convolution shape) {
    int padding = shape.padding();
    return Conv2d.of(shape.inChannels(), shape.side(), shape.side())
        .filters(shape.outChannels())
        .kernel(shape.kernel(), shape.kernel())
        .stride(shape.stride(), shape.stride())
        .padding(padding, padding, padding, padding)
        .groups(shape.groups());
  }

  private Tensor tensor(long floats) {
    return new Tensor(arena.allocate(floats * Float.BYTES, (long) Tensor.ALIGNMENT * Float.BYTES));
  }

  private Tensor pixels(float[] values, int channels, int side) {
    Tensor tensor = tensor(values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.set(pixelIndex(i, channels, side), values[i]);
    }
    return tensor;
  }

  /** Turns an index of image, channel, pixel into one of image, pixel, channel. */
  private static long pixelIndex(long index, int channels, int side) {
    long pixels = (long) side * side;
    long image = index / (channels * pixels);
    long channel = index / pixels % channels;
    return (image * pixels + index % pixels) * channels + channel;
  }

  /** Turns an index of filter, channel, tap into one of tap, channel, filter. */
  private long weightIndex(long index) {
    int taps = shape.kernel() * shape.kernel();
    int channels = shape.inChannels() / shape.groups();
    long filter = index / ((long) channels * taps);
    long channel = index / taps % channels;
    return (index % taps * channels + channel) * shape.outChannels() + filter;
  }

  @Override
  public void run() {
    kernels.conv2dForward(
        output, input, weight, Tensor.NONE, conv, Activation.IDENTITY, 0, shape.batch());
    if (backward) {
      if (shape.needsInputGradient()) {
        kernels.conv2dBackwardInput(
            inputGradient, outputGradient, weight, conv, false, shape.batch());
      }
      kernels.conv2dBackwardWeight(
          weightGradient, Tensor.NONE, outputGradient, input, conv, shape.batch());
    }
  }

  @Override
  public float[] scores() {
    run();
    Sample sample =
        new Sample()
            .add(
                shape.outputSize(),
                shape.patch(),
                i -> output.get(pixelIndex(i, shape.outChannels(), shape.outSide())));
    if (backward && shape.needsInputGradient()) {
      sample.add(
          shape.inputSize(),
          shape.patch(),
          i -> inputGradient.get(pixelIndex(i, shape.inChannels(), shape.side())));
    }
    if (backward) {
      sample.add(
          shape.weightSize(),
          shape.outputSize() / shape.outChannels(),
          i -> weightGradient.get(weightIndex(i)));
    }
    return sample.values();
  }

  @Override
  public void close() {
    arena.close();
  }
}
