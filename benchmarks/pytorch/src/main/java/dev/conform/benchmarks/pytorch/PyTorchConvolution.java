package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.Convolution;
import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.Sample;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A convolution by PyTorch, called eagerly: there is nothing that a module could fuse. */
@SuppressWarnings("try") // scopes are there for what they release
final class PyTorchConvolution implements Engine {

  private final Convolution shape;
  private final boolean backward;
  private final AutoGradMode gradients;
  private final TensorOptional noBias = new TensorOptional();
  private final Tensor input;
  private final Tensor weight;
  private final Tensor outputGradient;

  PyTorchConvolution(ConvolutionTask task, Setting.Layout layout) {
    shape = task.shape();
    backward = task.direction() == ConvolutionTask.Direction.FORWARD_BACKWARD;
    gradients = new AutoGradMode(backward);
    input =
        Modules.laidOut(
            Tensor.create(
                task.input(), shape.batch(), shape.inChannels(), shape.side(), shape.side()),
            layout);
    weight =
        Modules.laidOut(
            Tensor.create(
                task.weight(),
                shape.outChannels(),
                shape.inChannels() / shape.groups(),
                shape.kernel(),
                shape.kernel()),
            layout);
    outputGradient =
        Modules.laidOut(
            Tensor.create(
                task.outputGradient(),
                shape.batch(),
                shape.outChannels(),
                shape.outSide(),
                shape.outSide()),
            layout);
    input.requires_grad_(backward && shape.needsInputGradient());
    weight.requires_grad_(backward);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      Tensor output = forward();
      if (backward) {
        backward(output);
      }
    }
  }

  private Tensor forward() {
    return torch.conv2d(
        input,
        weight,
        noBias,
        new long[] {shape.stride(), shape.stride()},
        new long[] {shape.padding(), shape.padding()},
        new long[] {1, 1},
        shape.groups());
  }

  /** Returns the gradients of the input, unless it is images, and of the weight. */
  private TensorVector backward(Tensor output) {
    TensorVector inputs =
        shape.needsInputGradient() ? new TensorVector(input, weight) : new TensorVector(weight);
    return torch.grad(
        new TensorVector(output),
        inputs,
        new TensorVector(outputGradient),
        new BoolOptional(),
        false,
        false);
  }

  @Override
  public float[] scores() {
    try (PointerScope scope = new PointerScope()) {
      Tensor output = forward();
      Sample sample = new Sample();
      add(sample, output, shape.patch());
      if (backward) {
        TensorVector results = backward(output);
        if (shape.needsInputGradient()) {
          add(sample, results.get(0), shape.patch());
        }
        add(sample, results.get(results.size() - 1), shape.outputSize() / shape.outChannels());
      }
      return sample.values();
    }
  }

  private static void add(Sample sample, Tensor result, long terms) {
    float[] values = Modules.values(result);
    sample.add(values.length, terms, i -> values[(int) i]);
  }

  @Override
  public void close() {
    input.close();
    weight.close();
    outputGradient.close();
    noBias.close();
    gradients.close();
  }
}
