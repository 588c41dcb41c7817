package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;

/** Writes batch normalisations. */
final class BatchNormEmitter extends StepEmitter {

  private static final String MEAN = "BatchMean";
  private static final String INV_STD = "BatchInvStd";

  @Override
  String noun(Step step) {
    return "norm";
  }

  @Override
  String operation(Step step) {
    return "batch norm";
  }

  /**
   * Binds parameters, running statistics, and what a step keeps of its batch.
   *
   * <pre>
   * c1BnWeight = b.parameter("c1.bn.weight", Packing.vector(Shape.image(6, 28, 28)), Init.constant(1));
   * c1BnRunningVar = b.state("c1.bn.running_var", Packing.vector(Shape.image(6, 28, 28)), 1);
   * c1NormBatchMean = b.saved(6);
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    CodeBlock packing = PartCode.vector(step);
    for (ParameterSpec parameter : step.node().parameters()) {
      boolean one = parameter.role() == Role.WEIGHT || parameter.role() == Role.RUNNING_VAR;
      if (parameter.role().trained()) {
        CodeBlock init = CodeBlock.of("$T.constant($L)", Types.INIT, one ? 1 : 0);
        part.bindTrained(step, parameter, packing, init);
      } else {
        part.bindState(step, parameter, packing, one ? 1 : 0);
      }
    }
    if (step.node().frozen()) {
      return;
    }
    int features = step.outputShape().features();
    part.bindSaved(step, MEAN, features);
    part.bindSaved(step, INV_STD, features);
  }

  /**
   * Adds the calls.
   *
   * <pre>
   * if (mode == Mode.TRAINING) {
   *   kernels.batchNormForwardTraining(
   *       c1, c1NormBatchMean, c1NormBatchInvStd, c1BnRunningMean, c1BnRunningVar, c1Conv,
   *       c1BnWeight, c1BnBias, 6, 784, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
   * } else {
   *   kernels.batchNormForwardInference(
   *       c1, c1Conv, c1BnRunningMean, c1BnRunningVar, c1BnWeight, c1BnBias,
   *       6, 784, 1.0E-5f, Activation.RELU, 0f, batch);
   * }
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    Operation.BatchNorm norm = (Operation.BatchNorm) step.node().operation();
    String output = method.overwrites(part.tensor(step.output()));
    String input = part.tensor(step.input());
    if (step.node().frozen()) {
      inference(step, part, method, output, input);
      return;
    }
    method.training();
    method.call(
        "batchNormForwardTraining",
        output,
        method.overwrites(part.saved(step, MEAN)),
        method.overwrites(part.saved(step, INV_STD)),
        part.parameter(step, Role.RUNNING_MEAN),
        part.parameter(step, Role.RUNNING_VAR),
        input,
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        dimensions(step),
        Text.literal(norm.momentum()),
        Text.literal(norm.epsilon()),
        activation(step));
    if (step.infersAlone()) {
      method.inference();
      inference(step, part, method, output, input);
    }
  }

  private static void inference(
      Step step, PartCode part, MethodCode method, String output, String input) {
    Operation.BatchNorm norm = (Operation.BatchNorm) step.node().operation();
    method.call(
        "batchNormForwardInference",
        output,
        input,
        part.parameter(step, Role.RUNNING_MEAN),
        part.parameter(step, Role.RUNNING_VAR),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        dimensions(step),
        Text.literal(norm.epsilon()),
        activation(step));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.batchNormBackward(
   *     dC1Conv, dC1BnWeight, dC1BnBias, dC1, c1Conv, c1NormBatchMean, c1NormBatchInvStd,
   *     c1BnWeight, 6, 784, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    method.call(
        "batchNormBackward",
        part.dInput(backward.dInput(), method),
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        part.tensor(backward.dOutput()),
        part.tensor(step.input()),
        part.saved(step, MEAN),
        part.saved(step, INV_STD),
        part.parameter(step, Role.WEIGHT),
        dimensions(step),
        part.flag(backward.dInput().accumulate()));
  }

  private static CodeBlock dimensions(Step step) {
    Shape shape = step.outputShape();
    return CodeBlock.of("$L,$W$L", Text.literal(shape.features()), Text.literal(shape.pixels()));
  }
}
