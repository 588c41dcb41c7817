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
import java.util.List;

/** Two dense layers in plain loops, with nothing between them: what a generated class does. */
final class TinyModel extends Model {

  static final int HIDDEN = 3;

  private final int inputs;
  private final int units;
  private final Tensor input;
  private final Tensor hidden;
  private final Tensor output;
  private final Tensor dHidden;
  private final Tensor dOutput;
  private final Tensor weight1;
  private final Tensor weight2;
  private final Tensor bias2;
  private final Tensor dWeight1;
  private final Tensor dWeight2;
  private final Tensor dBias2;

  private TinyModel(ModelBuilder<TinyModel> settings, Blueprint network) {
    super(network, settings);
    inputs = network.input().size();
    units = network.output().size();
    Binding binding = binding();
    input = binding.activation(0, 0, inputs);
    hidden = binding.activation(inputs, inputs, HIDDEN);
    output = binding.activation(inputs + HIDDEN, inputs + HIDDEN, units);
    dHidden = binding.gradient(inputs + HIDDEN + units, HIDDEN);
    dOutput = binding.gradient(inputs + 2 * HIDDEN + units, units);
    weight1 = binding.parameter("first.weight", matrix(HIDDEN, inputs), Init.fanIn(inputs));
    dWeight1 = binding.parameterGradient("first.weight");
    binding.layer("first", Shape.units(HIDDEN), hidden);
    weight2 = binding.parameter("last.weight", matrix(units, HIDDEN), Init.fanIn(HIDDEN));
    dWeight2 = binding.parameterGradient("last.weight");
    bias2 = binding.parameter("last.bias", matrix(1, units), Init.constant(0));
    dBias2 = binding.parameterGradient("last.bias");
    binding.layer("last", network.output(), output);
    bound(input, output, dOutput);
  }

  private static Packing matrix(int rows, int columns) {
    return new Packing(List.of(rows, columns), List.of(rows * columns), List.of(0));
  }

  /** A model of so many inputs and outputs. */
  static ModelBuilder<TinyModel> builder(int inputs, int units) {
    return builder(inputs, units, false);
  }

  static ModelBuilder<TinyModel> builder(int inputs, int units, boolean probabilities) {
    long parameters =
        aligned((long) HIDDEN * inputs) + aligned((long) units * HIDDEN) + aligned(units);
    long perImage = inputs + 2L * HIDDEN + 2L * units;
    Blueprint network =
        new Blueprint(
            "Tiny",
            Shape.image(1, 1, inputs),
            Shape.units(units),
            probabilities,
            parameters,
            0,
            0,
            perImage,
            perImage,
            0,
            0);
    return new ModelBuilder<TinyModel>(settings -> new TinyModel(settings, network)).threads(1);
  }

  private static long aligned(long floats) {
    return (floats + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
  }

  @Override
  protected void forward(Mode mode, int batch) {
    product(hidden, input, weight1, Tensor.NONE, inputs, HIDDEN, batch);
    product(output, hidden, weight2, bias2, HIDDEN, units, batch);
  }

  private static void product(
      Tensor out, Tensor in, Tensor weight, Tensor bias, int inputs, int units, int batch) {
    for (int image = 0; image < batch; image++) {
      for (int unit = 0; unit < units; unit++) {
        float sum = bias.isPresent() ? bias.get(unit) : 0;
        for (int i = 0; i < inputs; i++) {
          sum += weight.get(unit * inputs + i) * in.get(image * inputs + i);
        }
        out.set(image * units + unit, sum);
      }
    }
  }

  @Override
  protected void backward(int batch) {
    gradient(dWeight2, dOutput, hidden, HIDDEN, units, batch);
    for (int unit = 0; unit < units; unit++) {
      float sum = 0;
      for (int image = 0; image < batch; image++) {
        sum += dOutput.get(image * units + unit);
      }
      leave(dBias2, unit, sum);
    }
    for (int image = 0; image < batch; image++) {
      for (int i = 0; i < HIDDEN; i++) {
        float sum = 0;
        for (int unit = 0; unit < units; unit++) {
          sum += weight2.get(unit * HIDDEN + i) * dOutput.get(image * units + unit);
        }
        dHidden.set(image * HIDDEN + i, sum);
      }
    }
    gradient(dWeight1, dHidden, input, inputs, HIDDEN, batch);
  }

  private void leave(Tensor gradient, int index, float sum) {
    boolean adds = kernels.accumulatesParameterGradients();
    gradient.set(index, adds ? gradient.get(index) + sum : sum);
  }

  private void gradient(Tensor dWeight, Tensor dOut, Tensor in, int inputs, int units, int batch) {
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < inputs; i++) {
        float sum = 0;
        for (int image = 0; image < batch; image++) {
          sum += dOut.get(image * units + unit) * in.get(image * inputs + i);
        }
        leave(dWeight, unit * inputs + i, sum);
      }
    }
  }
}
