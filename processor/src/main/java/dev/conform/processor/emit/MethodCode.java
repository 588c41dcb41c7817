package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The body of one method of one layer, and what its Javadoc says of it. */
final class MethodCode {

  /** When statements run. */
  private enum Section {
    ALWAYS,
    TRAINING,
    INFERENCE
  }

  private final CodeBlock.Builder body = CodeBlock.builder();
  private final Set<String> overwritten = new LinkedHashSet<>();
  private final Set<String> accumulated = new LinkedHashSet<>();
  private Section section = Section.ALWAYS;
  private boolean usesMode;

  /**
   * Says which step the calls that follow belong to.
   *
   * <pre>
   * step(3);
   * </pre>
   */
  void step(CodeBlock mark) {
    body.addStatement(mark);
  }

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

  /** Begins what only training does, or goes on with it. */
  void training() {
    if (section == Section.INFERENCE) {
      always();
    }
    if (section == Section.ALWAYS) {
      usesMode = true;
      body.beginControlFlow("if (mode == $T.TRAINING)", Types.MODE);
    }
    section = Section.TRAINING;
  }

  /** Begins what inference does in the place of what training does. */
  void inference() {
    body.nextControlFlow("else");
    section = Section.INFERENCE;
  }

  /** Begins what is done in both modes, or goes on with it. */
  void always() {
    if (section != Section.ALWAYS) {
      body.endControlFlow();
    }
    section = Section.ALWAYS;
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

  /** Returns the statements; nothing is added after that. */
  CodeBlock body() {
    always();
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
