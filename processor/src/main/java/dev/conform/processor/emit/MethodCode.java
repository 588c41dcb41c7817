package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The body of one method of one layer, and what its Javadoc says of it. */
final class MethodCode {

  private final CodeBlock.Builder body = CodeBlock.builder();
  private final Set<String> overwritten = new LinkedHashSet<>();
  private final Set<String> accumulated = new LinkedHashSet<>();
  private boolean usesMode;

  /**
   * Adds the call of a kernel.
   *
   * <pre>
   * kernels.maxPoolForward(c1, c1Argmax, c1Conv, C1_POOL, batch);
   * </pre>
   */
  void call(String kernel, Object... arguments) {
    body.addStatement("kernels.$L($L,$Wbatch)", kernel, joined(arguments));
  }

  /**
   * Adds the call of a kernel that does not care for the batch.
   *
   * <pre>
   * kernels.multiply(dC3Weight, c3ConvConnections, 2_400);
   * </pre>
   */
  void callOnce(String kernel, Object... arguments) {
    body.addStatement("kernels.$L($L)", kernel, joined(arguments));
  }

  private static CodeBlock joined(Object... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> CodeBlock.of("$L", argument))
        .collect(CodeBlock.joining(",$W"));
  }

  /** Begins what only training does. */
  void beginTraining() {
    usesMode = true;
    body.beginControlFlow("if (mode == $T.TRAINING)", Types.MODE);
  }

  /** Begins what only inference does. */
  void beginInference() {
    body.nextControlFlow("else");
  }

  /** Ends the choice. */
  void endMode() {
    body.endControlFlow();
  }

  /** Notes for the Javadoc that a tensor is overwritten. */
  String overwrites(String tensor) {
    overwritten.add(tensor);
    return tensor;
  }

  /** Notes for the Javadoc that something is added to a tensor. */
  String accumulates(String tensor) {
    accumulated.add(tensor);
    return tensor;
  }

  boolean usesMode() {
    return usesMode;
  }

  CodeBlock body() {
    return body.build();
  }

  /** Returns for example {@code Overwrites c1Conv and c1.} */
  String effects() {
    StringBuilder text = new StringBuilder();
    if (!overwritten.isEmpty()) {
      text.append("Overwrites ").append(Text.enumerated(overwritten)).append('.');
    }
    if (!accumulated.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ");
      text.append("Accumulates into ").append(Text.enumerated(accumulated)).append('.');
    }
    return text.toString();
  }
}
