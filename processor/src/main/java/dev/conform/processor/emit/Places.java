package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** How a class knows where its tensors lie and what its parameters are called. */
interface Places {

  /** Returns the code for an offset. */
  CodeBlock offset(long floats);

  /** Returns the code for the key of a parameter. */
  CodeBlock key(ParameterSpec parameter);

  /** Returns the code for the number of a step. */
  CodeBlock step(int index);

  /** What only one use of a class has can stand in the class: {@code 1_204_224, "c1.weight"}. */
  final class Literal implements Places {
    @Override
    public CodeBlock offset(long floats) {
      return CodeBlock.of("$L", Text.literal(floats));
    }

    @Override
    public CodeBlock key(ParameterSpec parameter) {
      return CodeBlock.of("$S", parameter.key());
    }

    @Override
    public CodeBlock step(int index) {
      return CodeBlock.of("$L", index);
    }
  }

  /**
   * What every use has for itself is told to the constructor: {@code at[3], path + "conv1.weight"}.
   */
  final class Told implements Places {
    private final String keyPrefix;
    private final int firstStep;
    private final List<Long> offsets = new ArrayList<>();

    /**
     * Starts to collect.
     *
     * @param keyPrefix what the keys of all parameters begin with
     * @param firstStep from which the steps of a use are counted
     */
    Told(String keyPrefix, int firstStep) {
      this.keyPrefix = keyPrefix;
      this.firstStep = firstStep;
    }

    @Override
    public CodeBlock offset(long floats) {
      offsets.add(floats);
      return CodeBlock.of("at[$L]", offsets.size() - 1);
    }

    @Override
    public CodeBlock key(ParameterSpec parameter) {
      return CodeBlock.of("path + $S", parameter.key().substring(keyPrefix.length()));
    }

    @Override
    public CodeBlock step(int index) {
      int place = index - firstStep;
      return place == 0 ? CodeBlock.of("firstStep") : CodeBlock.of("firstStep + $L", place);
    }

    /** Returns what a use has to tell. */
    List<Long> offsets() {
      return offsets;
    }
  }
}
