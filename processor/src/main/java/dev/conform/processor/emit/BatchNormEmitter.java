package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;

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
   *       Tensor.NONE, c1BnWeight, c1BnBias, 6, 784, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
   * } else {
   *   kernels.batchNormForwardInference(
   *       c1, c1Conv, Tensor.NONE, c1BnRunningMean, c1BnRunningVar, c1BnWeight, c1BnBias,
   *       6, 784, 1.0E-5f, Activation.RELU, 0f, batch);
   * }
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    Operation.BatchNorm norm = (Operation.BatchNorm) step.node().operation();
    String output = method.overwrites(part.tensor(step.output()));
    String input = part.tensor(step.inputs().get(0));
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
        residual(step, part),
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

  /**
   * Adds the call: the batch's statistics are saved, and the running ones must not move twice.
   *
   * <pre>
   * kernels.batchNormRecompute(
   *     c1, c1Conv, Tensor.NONE, c1NormBatchMean, c1NormBatchInvStd, c1BnWeight, c1BnBias, 6, 784,
   *     Activation.RELU, 0f, batch);
   * </pre>
   */
  @Override
  void recompute(Step step, PartCode part, MethodCode method) {
    if (step.node().frozen()) {
      forward(step, part, method);
      return;
    }
    method.call(
        "batchNormRecompute",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.inputs().get(0)),
        residual(step, part),
        part.saved(step, MEAN),
        part.saved(step, INV_STD),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        dimensions(step),
        activation(step));
  }

  private static void inference(
      Step step, PartCode part, MethodCode method, String output, String input) {
    Operation.BatchNorm norm = (Operation.BatchNorm) step.node().operation();
    method.call(
        "batchNormForwardInference",
        output,
        input,
        residual(step, part),
        part.parameter(step, Role.RUNNING_MEAN),
        part.parameter(step, Role.RUNNING_VAR),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        dimensions(step),
        Text.literal(norm.epsilon()),
        activation(step));
  }

  /** Returns what is added to the result before the activation, or {@code Tensor.NONE}. */
  private static Object residual(Step step, PartCode part) {
    return step.sum().isPresent() ? part.tensor(step.inputs().get(1)) : PartCode.NONE;
  }

  @Override
  boolean undoesActivation() {
    return true;
  }

  /**
   * Adds the call. The kernel reads the output where it needs it to undo the activation.
   *
   * <pre>
   * kernels.batchNormBackward(
   *     dC1Conv, Tensor.NONE, dC1BnWeight, dC1BnBias, dC1, Tensor.NONE, c1Conv, c1NormBatchMean,
   *     c1NormBatchInvStd, c1BnWeight, c1BnBias, 6, 784, Activation.RELU, 0f, OVERWRITE,
   *     OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    InputGradient dInput = backward.dInputs().get(0);
    InputGradient dResidual = backward.dInputs().get(backward.dInputs().size() - 1);
    boolean hasResidual = step.sum().isPresent();
    String dOutput = part.tensor(backward.dOutput());
    method.call(
        "batchNormBackward",
        part.dInput(dInput, method),
        hasResidual ? part.dInput(dResidual, method) : PartCode.NONE,
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        backward.keepsOutput() ? method.overwrites(dOutput) : dOutput,
        backward.keepsOutput() ? part.tensor(step.output()) : PartCode.NONE,
        part.tensor(step.inputs().get(0)),
        part.saved(step, MEAN),
        part.saved(step, INV_STD),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        dimensions(step),
        activation(step),
        part.flag(dInput.accumulate()),
        part.flag(hasResidual && dResidual.accumulate()));
  }

  private static CodeBlock dimensions(Step step) {
    Shape shape = step.outputShape();
    return CodeBlock.of("$L,$W$L", Text.literal(shape.features()), Text.literal(shape.pixels()));
  }
}
