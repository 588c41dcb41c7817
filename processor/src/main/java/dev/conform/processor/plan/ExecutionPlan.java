package dev.conform.processor.plan;

import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a network runs. All sizes are in floats.
 *
 * @param graph what it was made from
 * @param steps in forward order
 * @param layers in forward order
 * @param buffers activations, argmax and gradients, by id
 * @param inputs the main one first
 * @param outputs the main one first
 * @param trainingFloats all buffers of one image when the model can be trained
 * @param inferenceFloats the same when it cannot
 * @param parameterFloats trained parameters, each padded to {@link Buffer#ALIGNMENT}
 * @param stateFloats running statistics, padded likewise
 * @param savedFloats statistics of a batch that training keeps, padded likewise
 * @param workspaceFloats scratch of one worker
 * @param sharedFloats scratch that the workers share
 */
public record ExecutionPlan(
    ShapedGraph graph,
    List<Step> steps,
    List<PlannedLayer> layers,
    List<Buffer> buffers,
    List<PlannedInput> inputs,
    List<PlannedOutput> outputs,
    long trainingFloats,
    long inferenceFloats,
    long parameterFloats,
    long stateFloats,
    long savedFloats,
    long workspaceFloats,
    long sharedFloats) {

  /** Keeps immutable copies. */
  public ExecutionPlan {
    steps = List.copyOf(steps);
    layers = List.copyOf(layers);
    buffers = List.copyOf(buffers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns the network's main output.
   *
   * @return that of the last layer that is no other output
   */
  public PlannedOutput output() {
    return outputs.get(0);
  }

  /**
   * Returns a buffer.
   *
   * @param id of the buffer
   * @return the buffer
   */
  public Buffer buffer(int id) {
    return buffers.get(id);
  }

  /**
   * Returns the parameters that are kept in the form in which inference reads them, in floats. A
   * model takes them when it first infers.
   *
   * @return weights and biases of the convolutions that have such a form
   */
  public long preparedFloats() {
    return steps.stream()
        .flatMap(step -> step.folding().stream())
        .flatMap(folding -> folding.convs().stream())
        .mapToLong(Workspace::prepared)
        .sum();
  }

  /**
   * Returns the activations that the backward pass computes again, in floats for one image.
   *
   * @return what need not be kept for it
   */
  public long recomputedFloats() {
    return steps.stream()
        .filter(Step::isRecomputed)
        .mapToLong(step -> buffer(step.output()).floats())
        .sum();
  }

  /**
   * Returns what a training step computes and moves, without the losses and the optimizer.
   *
   * @return of all steps, forward and backward
   */
  public Work training() {
    return steps.stream()
        .map(step -> Work.training(step).plus(Work.backward(step)))
        .reduce(Work.NONE, Work::plus);
  }

  /**
   * Returns what inference computes and moves.
   *
   * @return of all steps
   */
  public Work inference() {
    return steps.stream().map(Work::inference).reduce(Work.NONE, Work::plus);
  }

  /**
   * Returns the steps that do something on the way back.
   *
   * @return in the order in which they do it
   */
  public List<Step> backward() {
    List<Step> reversed = new ArrayList<>(steps);
    reversed.removeIf(step -> step.backward().isEmpty());
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }
}
