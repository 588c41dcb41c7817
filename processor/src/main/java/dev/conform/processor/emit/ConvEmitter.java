package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import dev.conform.processor.plan.ConvAlgorithm;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Backward;
import java.util.Locale;

/** Writes convolutions. */
final class ConvEmitter extends StepEmitter {

  @Override
  String noun(Step step) {
    return "conv";
  }

  @Override
  String operation(Step step) {
    Operation.Conv conv = (Operation.Conv) step.node().operation();
    return "conv "
        + WindowCode.text(conv.window(), 1, 1)
        + (conv.groups() == 1 ? "" : " groups " + conv.groups())
        + " ("
        + algorithm(step).name().toLowerCase(Locale.ROOT)
        + ")";
  }

  /**
   * Adds shape and parameters.
   *
   * <pre>
   * private static final Conv2d C1 = Conv2d.of(1, 32, 32).filters(6).kernel(5, 5).algorithm(…DIRECT);
   * …
   * c1Weight = b.parameter("c1.weight", Packing.conv(C1), Init.fanIn(C1.patch()));
   * </pre>
   */
  @Override
  void bind(Step step, PartCode part) {
    Operation.Conv conv = (Operation.Conv) step.node().operation();
    bind(
        step, part, shape(step, step.node().input(), conv.filters(), conv.window(), conv.groups()));
    if (!conv.connections().isEmpty()) {
      part.bindConnections(step, step.node().parameters().get(0), conv.connections());
    }
  }

  /** Adds the shape of a convolution and the parameters of a step that is one, or undoes it. */
  static void bind(Step step, PartCode part, CodeBlock conv) {
    String shape = part.addShape(step, Types.CONV, conv);
    CodeBlock init = CodeBlock.of("$T.fanIn($L.patch())", Types.INIT, shape);
    for (ParameterSpec parameter : step.node().parameters()) {
      CodeBlock packing =
          parameter.role() == Role.WEIGHT
              ? CodeBlock.of("$T.conv($L)", Types.PACKING, shape)
              : PartCode.vector(step);
      part.bindTrained(step, parameter, packing, init);
    }
  }

  /** Returns {@code Conv2d.of(1, 32, 32).filters(6).kernel(5, 5).algorithm(…)}. */
  static CodeBlock shape(Step step, Shape input, int filters, Window window, int groups) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("$T.of($L)", Types.CONV, PartCode.dimensions(input));
    code.add("$Z.filters($L)", Text.literal(filters));
    code.add("$Z.kernel($L, $L)", window.kernelH(), window.kernelW());
    code.add(WindowCode.settings(window));
    if (groups != 1) {
      code.add("$Z.groups($L)", groups);
    }
    return code.add("$Z.algorithm($T.$L)", Types.ALGORITHM, algorithm(step)).build();
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.conv2dForward(c1, input, c1Weight, c1Bias, C1, Activation.RELU, 0f, batch);
   * </pre>
   */
  @Override
  void forward(Step step, PartCode part, MethodCode method) {
    method.call(
        "conv2dForward",
        method.overwrites(part.tensor(step.output())),
        part.tensor(step.input()),
        part.parameter(step, Role.WEIGHT),
        part.parameter(step, Role.BIAS),
        part.shape(step),
        activation(step));
  }

  /**
   * Adds the calls.
   *
   * <pre>
   * kernels.conv2dBackwardWeight(dC1Weight, dC1Bias, dC1, input, C1, batch);
   * kernels.conv2dBackwardInput(dInput, dC1, c1Weight, C1, OVERWRITE, batch);
   * </pre>
   */
  @Override
  void backward(Step step, Backward backward, PartCode part, MethodCode method) {
    String dOutput = part.tensor(backward.dOutput());
    method.call(
        "conv2dBackwardWeight",
        part.dParameter(step, Role.WEIGHT, method),
        part.dParameter(step, Role.BIAS, method),
        dOutput,
        part.tensor(step.input()),
        part.shape(step));
    if (!((Operation.Conv) step.node().operation()).connections().isEmpty()) {
      method.callOnce(
          "multiply",
          part.dParameter(step, Role.WEIGHT, method),
          part.saved(step, "Connections"),
          Text.literal(step.node().parameters().get(0).elements()));
    }
    if (backward.dInput().buffer().isPresent()) {
      method.call(
          "conv2dBackwardInput",
          part.dInput(backward.dInput(), method),
          dOutput,
          part.parameter(step, Role.WEIGHT),
          part.shape(step),
          part.flag(backward.dInput().accumulate()));
    }
  }

  static ConvAlgorithm algorithm(Step step) {
    return step.algorithm().orElseThrow();
  }
}
