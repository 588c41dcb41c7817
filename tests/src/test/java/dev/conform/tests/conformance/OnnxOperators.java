package dev.conform.tests.conformance;

import dev.conform.runtime.kernel.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of ONNX's operators Conform offers. */
final class OnnxOperators {

  private static final Map<String, OnnxOperator> OFFERED =
      Map.ofEntries(
          Map.entry("Conv", new OnnxConv()),
          Map.entry("ConvTranspose", new OnnxConvTranspose()),
          Map.entry("Add", new OnnxArithmetic()),
          Map.entry("Sum", new OnnxArithmetic()),
          Map.entry("Mul", new OnnxArithmetic()),
          Map.entry("LayerNormalization", new OnnxLayerNorm()),
          Map.entry("GroupNormalization", new OnnxGroupNorm()),
          Map.entry("InstanceNormalization", new OnnxGroupNorm()),
          Map.entry("Resize", new OnnxResize()),
          Map.entry("Pad", new OnnxPad()),
          Map.entry("Concat", new OnnxConcat()),
          Map.entry("LRN", new OnnxLrn()),
          Map.entry("MaxPool", new OnnxPool(true, false)),
          Map.entry("AveragePool", new OnnxPool(false, false)),
          Map.entry("GlobalMaxPool", new OnnxPool(true, true)),
          Map.entry("GlobalAveragePool", new OnnxPool(false, true)),
          Map.entry("BatchNormalization", new OnnxBatchNorm()),
          Map.entry("Gemm", new OnnxGemm()),
          Map.entry("Flatten", new OnnxFlatten()),
          Map.entry("Dropout", new OnnxDropout()),
          Map.entry("Softmax", new OnnxSoftmax()),
          Map.entry("SoftmaxCrossEntropyLoss", new OnnxCrossEntropy()),
          Map.entry("Momentum", OnnxOptimizer.momentum()),
          Map.entry("Adam", OnnxOptimizer.adam()),
          Map.entry("Relu", new OnnxActivation(Activation.RELU)),
          Map.entry("LeakyRelu", new OnnxActivation(Activation.LEAKY_RELU)),
          Map.entry("Sigmoid", new OnnxActivation(Activation.SIGMOID)),
          Map.entry("Tanh", new OnnxActivation(Activation.TANH)),
          Map.entry("Swish", new OnnxActivation(Activation.SILU)),
          Map.entry("Gelu", new OnnxActivation(Activation.GELU)));

  /** Operators that Conform's language has no annotation for. */
  private static final Set<String> ABSENT =
      Set.of(
          "Clip",
          "Elu",
          "HardSigmoid",
          "HardSwish",
          "LogSoftmax",
          "Mish",
          "NegativeLogLikelihoodLoss",
          "PRelu",
          "Selu",
          "Softplus");

  private OnnxOperators() {}

  /** Runs a test, or says why it does not apply. */
  static Outcome run(OnnxCase test) {
    OnnxOperator operator = OFFERED.get(test.operator());
    if (operator == null) {
      if (!ABSENT.contains(test.operator())) {
        throw new IllegalArgumentException(
            "%s: operator %s is neither offered nor known to be absent"
                .formatted(test.file(), test.operator()));
      }
      return Outcome.leftOut(
          test.file(), "operator " + test.operator() + ": not in Conform's language");
    }
    Optional<String> notOffered = operator.notOffered(test);
    return notOffered.isPresent()
        ? Outcome.leftOut(test.file(), notOffered.get())
        : Outcome.ran(test.file(), test.mismatch(operator.run(test)));
  }
}
