package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One call of a forward kernel, and what belongs to it on the way back. Buffers are ids.
 *
 * @param index its place in {@link ExecutionPlan#steps()}
 * @param node the operation
 * @param sum a sum that the same kernel makes of its result and its last input
 * @param activation what the same kernel applies to the result before it writes it
 * @param inputs buffers that are read
 * @param output the buffer that is written
 * @param argmax the buffer that a max pool writes beside it
 * @param algorithm how a convolution is computed
 * @param dropout the number of a dropout or a stochastic depth in the network
 * @param trainingOnly whether inference leaves it out
 * @param isFolded whether inference does it in the place of a later step
 * @param folding what inference does in the place of this step
 * @param backward absent where no trained parameter lies at or before this step, or nothing that
 *     follows reaches the network's output
 */
public record Step(
    int index,
    ShapedNode node,
    Optional<ShapedNode> sum,
    Optional<ShapedNode> activation,
    List<Integer> inputs,
    int output,
    OptionalInt argmax,
    Optional<ConvAlgorithm> algorithm,
    OptionalInt dropout,
    boolean trainingOnly,
    boolean isFolded,
    Optional<Folding> folding,
    Optional<Backward> backward) {

  /** Keeps an immutable copy. */
  public Step {
    inputs = List.copyOf(inputs);
  }

  /** Returns this step with another way back. */
  Step with(Backward other) {
    return new Step(
        index,
        node,
        sum,
        activation,
        inputs,
        output,
        argmax,
        algorithm,
        dropout,
        trainingOnly,
        isFolded,
        folding,
        Optional.of(other));
  }

  /** Returns this step with what inference does in its place. */
  Step with(Folding whole) {
    return new Step(
        index,
        node,
        sum,
        activation,
        inputs,
        output,
        argmax,
        algorithm,
        dropout,
        trainingOnly,
        isFolded,
        Optional.of(whole),
        backward);
  }

  /**
   * Returns the path of the layer it was written on.
   *
   * @return {@code c1}, or {@code stage1.0.reduce} inside blocks
   */
  public String path() {
    return node.path();
  }

  /**
   * Returns the last operation that it computes.
   *
   * @return the activation, the sum, or the operation itself
   */
  public ShapedNode last() {
    return activation.or(() -> sum).orElse(node);
  }

  /**
   * Returns the shape of what it writes.
   *
   * @return the output shape of its last operation
   */
  public Shape outputShape() {
    return last().output();
  }

  /**
   * Returns the only buffer it reads.
   *
   * @return its id
   * @throws IllegalStateException if it reads several
   */
  public int input() {
    if (inputs.size() != 1) {
      throw new IllegalStateException(node.operation() + " reads " + inputs.size() + " buffers");
    }
    return inputs.get(0);
  }

  /**
   * Tells whether inference calls the step's own kernel, too.
   *
   * @return false where it makes one call of several steps, or none
   */
  public boolean infersAlone() {
    return !isFolded && folding.isEmpty();
  }

  /**
   * Returns what inference reads in the place of this step.
   *
   * @return ids of buffers; nothing where inference does nothing here
   */
  List<Integer> inferenceInputs() {
    if (trainingOnly || isFolded) {
      return List.of();
    }
    return folding.map(Folding::inputs).orElse(inputs);
  }

  /**
   * Returns the buffer in whose place inference may write the output. A sum of several calls writes
   * its output before it has read all inputs: only the first may be lost, once it is read. A
   * convolution may be added to a residual where that lies.
   *
   * @return a buffer that is read once, and value by value
   */
  OptionalInt inferableInPlace() {
    OptionalInt candidate =
        folding
            .map(Folding::residual)
            .orElseGet(
                () ->
                    Traits.of(node.operation()).infersInPlace()
                        ? OptionalInt.of(inputs.get(0))
                        : OptionalInt.empty());
    return candidate.isPresent()
            && Collections.frequency(inferenceInputs(), candidate.getAsInt()) == 1
        ? candidate
        : OptionalInt.empty();
  }

  /**
   * Returns what the backward pass reads again of the inputs, if it reads any.
   *
   * @return all of them, but not what was only added
   */
  List<Integer> inputsOfBackward() {
    return sum.isPresent() ? inputs.subList(0, 1) : inputs;
  }

  /**
   * Returns what the backward pass reads again of what the forward pass has made.
   *
   * @return inputs and output, as far as it reads them; nothing where there is no backward pass
   */
  List<Integer> valuesOfBackward() {
    List<Integer> values = new ArrayList<>();
    if (backward.isPresent() && backward.get().keepsInput()) {
      values.addAll(inputsOfBackward());
    }
    if (backward.isPresent() && backward.get().keepsOutput()) {
      values.add(output);
    }
    return values;
  }

  /**
   * Tells whether the gradient of an input may lie where that of the output lay.
   *
   * @param input its place among the inputs
   * @return whether it is the gradient of the output, or the kernel works value by value
   */
  boolean gradientInPlace(int input) {
    if (sum.isPresent()) {
      return input == inputs.size() - 1;
    }
    Traits traits = Traits.of(node.operation());
    return traits.passesGradient() || (input == 0 && traits.gradientInPlace());
  }

  /**
   * Tells whether its result is computed again on the way back.
   *
   * @return false where the result is kept, or not read again
   */
  public boolean isRecomputed() {
    return backward.map(b -> b.recomputedAt().isPresent()).orElse(false);
  }

  /** Tells whether the backward pass undoes the activation in the gradient of the output. */
  boolean changesGradient() {
    return Traits.undoesFromOutput(node.operation(), sum.isPresent(), activate());
  }

  /**
   * Returns the activation that the kernel applies.
   *
   * @return the activation, or nothing
   */
  public Optional<Operation.Activate> activate() {
    return activation.map(a -> (Operation.Activate) a.operation());
  }

  /**
   * A convolution and what follows it, which inference computes in one call.
   *
   * @param conv the step of the convolution
   * @param norm the step whose scale the weight takes in
   * @param residual the buffer that is added
   * @param activation what is applied last
   * @param pool the step of a max pool that reads the result while it is made
   * @param source what makes the input of a depthwise convolution while that reads it
   */
  public record Folding(
      Step conv,
      Optional<Step> norm,
      OptionalInt residual,
      Optional<ShapedNode> activation,
      Optional<Step> pool,
      Optional<Folding> source) {

    /**
     * Returns all convolutions.
     *
     * @return one, or the one that makes the input and then the depthwise one
     */
    public List<Step> convs() {
      return source.map(first -> List.of(first.conv(), conv)).orElse(List.of(conv));
    }

    /**
     * Returns the convolution whose result is read while it is made.
     *
     * @return nothing where the whole result is written
     */
    Optional<Step> maker() {
      return pool.isPresent() ? Optional.of(conv) : source.map(Folding::conv);
    }

    /** Returns the step that reads what is made: the pool, or the depthwise convolution. */
    Step reader() {
      return pool.orElse(conv);
    }

    List<Integer> inputs() {
      int input = convs().get(0).input();
      return residual.isPresent() ? List.of(input, residual.getAsInt()) : List.of(input);
    }
  }

  /**
   * What a step does on the way back.
   *
   * @param dOutput the gradient of what the step wrote; where the output is read again, an
   *     activation is undone in place
   * @param dInputs the gradient of each input, in their order
   * @param keepsInput whether it reads the inputs again
   * @param keepsOutput whether it reads the output again
   * @param recomputedAt the step before whose backward pass the output is computed again, for its
   *     memory is given up in between; absent where the output is kept, or not read again
   */
  public record Backward(
      int dOutput,
      List<InputGradient> dInputs,
      boolean keepsInput,
      boolean keepsOutput,
      OptionalInt recomputedAt) {

    /** Keeps an immutable copy. */
    public Backward {
      dInputs = List.copyOf(dInputs);
    }

    /**
     * Returns the gradient of the only input.
     *
     * @return where it goes
     * @throws IllegalStateException if the step has several
     */
    public InputGradient dInput() {
      if (dInputs.size() != 1) {
        throw new IllegalStateException("this step has " + dInputs.size() + " inputs");
      }
      return dInputs.get(0);
    }

    Backward withRecomputedAt(int step) {
      return new Backward(dOutput, dInputs, keepsInput, keepsOutput, OptionalInt.of(step));
    }
  }

  /**
   * Where the gradient of an input goes.
   *
   * @param buffer its buffer, or nothing where nobody wants the gradient
   * @param accumulate whether it is added to what a later reader of the same value has left there
   */
  public record InputGradient(OptionalInt buffer, boolean accumulate) {}
}
