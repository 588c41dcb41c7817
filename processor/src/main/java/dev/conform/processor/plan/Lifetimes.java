package dev.conform.processor.plan;

import dev.conform.processor.plan.Packer.Block;
import dev.conform.processor.plan.Packer.Life;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * When each buffer is first written and last read. The clock: 0 the input arrives, then one tick a
 * forward step, one for the loss, one a backward step, and the end, at which the application looks
 * at what is left.
 */
final class Lifetimes {

  private static final int NEVER = -1;

  private final List<Step> steps;
  private final List<Long> floats;
  private final int[] first;
  private final int[] last;
  private final Map<Integer, Life> past = new HashMap<>();
  private int now;

  private Lifetimes(List<Step> steps, List<Long> floats) {
    this.steps = steps;
    this.floats = floats;
    this.first = new int[floats.size()];
    this.last = new int[floats.size()];
    Arrays.fill(first, NEVER);
    Arrays.fill(last, NEVER);
  }

  /**
   * Returns what training holds.
   *
   * @param seen buffers that the application may look at after a step
   */
  static List<Block> training(
      List<Step> steps,
      List<Long> floats,
      List<PlannedInput> inputs,
      List<PlannedOutput> outputs,
      List<Integer> seen) {
    Lifetimes lifetimes = new Lifetimes(steps, floats);
    lifetimes.forward(inputs, true);
    for (PlannedOutput output : outputs) {
      lifetimes.touch(output.buffer());
      lifetimes.touch(output.gradient());
    }
    lifetimes.now++;
    Recomputed recomputed = Recomputed.of(steps);
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).backward().isPresent()) {
        recomputed.at(i).forEach(lifetimes::recompute);
        lifetimes.backward(steps.get(i), steps.get(i).backward().get());
        lifetimes.now++;
      }
    }
    inputs.forEach(input -> lifetimes.touch(input.buffer()));
    seen.forEach(lifetimes::touch);
    return lifetimes.blocks();
  }

  /** Returns what inference holds, where a buffer may follow another one in place. */
  static Inference inference(
      List<Step> steps, List<Long> floats, List<PlannedInput> inputs, List<PlannedOutput> outputs) {
    Lifetimes lifetimes = new Lifetimes(steps, floats);
    lifetimes.forward(inputs, false);
    outputs.stream()
        .filter(output -> !output.trainingOnly())
        .forEach(output -> lifetimes.touch(output.buffer()));
    List<Integer> place = lifetimes.shareInPlace();
    return new Inference(lifetimes.blocks(), place);
  }

  /**
   * What inference holds.
   *
   * @param blocks one for each place
   * @param place of each buffer: the buffer whose memory it takes over, or its own id
   */
  record Inference(List<Block> blocks, List<Integer> place) {}

  private void forward(List<PlannedInput> inputs, boolean training) {
    inputs.forEach(input -> touch(input.buffer()));
    now++;
    for (Step step : steps) {
      // A model that can be trained infers with the same memory.
      step.inferenceInputs().forEach(this::touch);
      if (training) {
        step.inputs().forEach(this::touch);
        step.argmax().ifPresent(this::touch);
      }
      if (training || !step.inferenceInputs().isEmpty()) {
        touch(step.output());
      }
      now++;
    }
  }

  /** What is made again lives a second time, in the same place. */
  private void recompute(Step step) {
    step.inputs().forEach(this::touch);
    int output = step.output();
    past.put(output, new Life(first[output], last[output]));
    first[output] = NEVER;
    touch(output);
  }

  private void backward(Step step, Backward backward) {
    touch(backward.dOutput());
    step.argmax().ifPresent(this::touch);
    step.valuesOfBackward().forEach(this::touch);
    for (InputGradient gradient : backward.dInputs()) {
      gradient.buffer().ifPresent(this::touch);
    }
  }

  private List<Integer> shareInPlace() {
    List<Integer> place = new ArrayList<>();
    for (int id = 0; id < floats.size(); id++) {
      place.add(id);
    }
    for (Step step : steps) {
      int tick = step.index() + 1;
      OptionalInt input = step.inferableInPlace();
      if (input.isEmpty()) {
        continue;
      }
      int shared = place.get(input.getAsInt());
      if (last[shared] == tick && first[step.output()] == tick) {
        place.set(step.output(), shared);
        last[shared] = last[step.output()];
        first[step.output()] = NEVER;
      }
    }
    return place;
  }

  private void touch(int buffer) {
    if (first[buffer] == NEVER) {
      first[buffer] = now;
    }
    last[buffer] = now;
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int id = 0; id < first.length; id++) {
      if (first[id] != NEVER) {
        Life life = new Life(first[id], last[id]);
        Life before = past.get(id);
        List<Life> lives = before == null ? List.of(life) : List.of(before, life);
        blocks.add(new Block(id, floats.get(id), lives));
      }
    }
    return blocks;
  }
}
