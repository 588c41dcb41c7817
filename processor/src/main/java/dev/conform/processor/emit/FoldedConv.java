package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.Folding;

/** Writes what inference does in one call: a convolution and what follows it. */
final class FoldedConv {

  private FoldedConv() {}

  /**
   * Binds the prepared parameters and adds the call that writes them.
   *
   * <pre>
   * c1ConvPrepared = b.prepared(C1);
   * …
   * kernels.conv2dPrepare(
   *     c1ConvPrepared, c1Weight, Tensor.NONE, c1BnRunningMean, c1BnRunningVar, c1BnWeight,
   *     c1BnBias, 1.0E-5f, C1);
   * </pre>
   */
  static void bind(Folding folding, PartCode part) {
    folding.source().ifPresent(source -> bind(source, part));
    Step conv = folding.conv();
    CodeBlock.Builder arguments = CodeBlock.builder();
    arguments.add(
        "$L,$W$L,$W$L",
        part.bindPrepared(conv),
        part.parameter(conv, Role.WEIGHT),
        part.parameter(conv, Role.BIAS));
    folding.norm().ifPresent(norm -> arguments.add(",$W$L", norm(norm, part)));
    part.addPreparation(
        CodeBlock.of("kernels.conv2dPrepare($L,$W$L)", arguments.build(), part.shape(conv)));
  }

  private static CodeBlock norm(Step norm, PartCode part) {
    return CodeBlock.of(
        "$L,$W$L,$W$L,$W$L,$W$L",
        part.parameter(norm, Role.RUNNING_MEAN),
        part.parameter(norm, Role.RUNNING_VAR),
        part.parameter(norm, Role.WEIGHT),
        part.parameter(norm, Role.BIAS),
        Text.literal(((Operation.BatchNorm) norm.node().operation()).epsilon()));
  }

  /**
   * Adds the call.
   *
   * <pre>
   * kernels.conv2dForwardPrepared(
   *     c1, input, c1ConvPrepared, Tensor.NONE, C1, Activation.RELU, 0f, batch);
   * kernels.conv2dMaxPoolForwardPrepared(
   *     c2, c1, c2ConvPrepared, C2, Activation.RELU, 0f, C2_POOL, batch);
   * kernels.conv2dDepthwiseForwardPrepared(
   *     c4, c2, c3ConvPrepared, C3, Activation.RELU, 0f, c4ConvPrepared, C4, Activation.RELU, 0f,
   *     batch);
   * </pre>
   *
   * @param last the step in whose place it is
   */
  static void forward(Step last, Folding folding, PartCode part, MethodCode method) {
    Step conv = folding.conv();
    String output = method.overwrites(part.tensor(last.output()));
    String input = part.tensor(folding.convs().get(0).input());
    if (folding.pool().isPresent()) {
      method.call(
          "conv2dMaxPoolForwardPrepared",
          output,
          input,
          part.prepared(conv),
          part.shape(conv),
          activation(folding),
          part.shape(folding.pool().get()));
    } else if (folding.source().isPresent()) {
      Folding source = folding.source().get();
      method.call(
          "conv2dDepthwiseForwardPrepared",
          output,
          input,
          part.prepared(source.conv()),
          part.shape(source.conv()),
          activation(source),
          part.prepared(conv),
          part.shape(conv),
          activation(folding));
    } else {
      method.call(
          "conv2dForwardPrepared",
          output,
          input,
          part.prepared(conv),
          folding.residual().isPresent()
              ? part.tensor(folding.residual().getAsInt())
              : PartCode.NONE,
          part.shape(conv),
          activation(folding));
    }
  }

  private static CodeBlock activation(Folding folding) {
    return folding
        .activation()
        .map(node -> PartCode.activation((Operation.Activate) node.operation()))
        .orElse(PartCode.IDENTITY);
  }
}
