package dev.conform.runtime.train;

import dev.conform.runtime.Binding;
import dev.conform.runtime.Blueprint;
import dev.conform.runtime.Init;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Packing;
import dev.conform.runtime.Shape;
import dev.conform.runtime.kernel.Tensor;

/** A parameter whose gradients come from outside. */
final class GivenGradients extends Model {

  private final Tensor gradient;
  private float[] next = {};

  private GivenGradients(ModelBuilder<GivenGradients> settings, int size) {
    super(
        new Blueprint(
            "Given",
            Shape.image(1, 1, 1),
            Shape.units(1),
            false,
            size + (long) Tensor.ALIGNMENT,
            0,
            0,
            48,
            48,
            0,
            0),
        settings);
    Binding binding = binding();
    Tensor input = binding.activation(0, 0, 1);
    Tensor output = binding.activation(16, 16, 1);
    binding.parameter("all.weight", Packing.vector(Shape.units(size)), Init.constant(0));
    gradient = binding.parameterGradient("all.weight");
    binding.layer("all", Shape.units(1), output);
    bound(input, output, binding.gradient(32, 1));
  }

  /** One parameter of so many values. */
  static GivenGradients of(int size) {
    return new ModelBuilder<GivenGradients>(settings -> new GivenGradients(settings, size)).build();
  }

  /** Runs forward and backward, where this is the gradient. */
  void pass(float[] newGradient) {
    next = newGradient;
    forward(new float[1], Mode.TRAINING);
    backward(new float[1]);
  }

  @Override
  protected void forward(Mode mode, int batch) {}

  @Override
  protected void backward(int batch) {
    boolean adds = kernels.accumulatesParameterGradients();
    for (int i = 0; i < next.length; i++) {
      gradient.set(i, adds ? gradient.get(i) + next[i] : next[i]);
    }
  }
}
