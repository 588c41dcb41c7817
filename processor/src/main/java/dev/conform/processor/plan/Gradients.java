package dev.conform.processor.plan;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Fusion.Call;
import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Walks the calls from last to first and decides which gradients exist, where each call leaves its
 * own, and whether it overwrites or accumulates: the first to write a gradient is the last reader
 * of the value. A gradient exists where a trained parameter lies before it and the network's output
 * behind it; so the gradient of the network's input never does.
 */
final class Gradients {

  private final List<Call> calls;
  private final List<Long> valueFloats;
  private final List<Long> gradientFloats = new ArrayList<>();
  private final Map<Integer, Integer> gradientOf = new HashMap<>();
  private final Map<Integer, Backward> backward = new HashMap<>();
  private final Map<Integer, Integer> makers = new HashMap<>();
  private final Map<Integer, List<Integer>> readers = new HashMap<>();
  private final boolean[] wanted;

  private Gradients(List<Call> calls, List<Long> valueFloats) {
    this.calls = calls;
    this.valueFloats = valueFloats;
    this.wanted = new boolean[valueFloats.size()];
    for (int i = 0; i < calls.size(); i++) {
      makers.put(calls.get(i).output(), i);
      for (int input : calls.get(i).inputs()) {
        readers.computeIfAbsent(input, value -> new ArrayList<>()).add(i);
      }
    }
  }

  /**
   * Decides for a network.
   *
   * @param outputs the values that losses look at; gradient i is that of the i-th one
   */
  static Gradients of(Fusion fusion, List<Integer> outputs) {
    Gradients gradients = new Gradients(fusion.calls(), fusion.floats());
    gradients.findWanted();
    outputs.forEach(gradients::create);
    for (int i = gradients.calls.size() - 1; i >= 0; i--) {
      gradients.add(i);
    }
    return gradients;
  }

  /** Returns what a call does on the way back. */
  Optional<Backward> backward(int call) {
    return Optional.ofNullable(backward.get(call));
  }

  /** Returns the length of each gradient of one image; the first are those of the outputs. */
  List<Long> floats() {
    return gradientFloats;
  }

  private void findWanted() {
    for (Call call : calls) {
      boolean trains = call.node().isTrained();
      boolean follows = call.inputs().stream().anyMatch(input -> wanted[input]);
      wanted[call.output()] = trains || follows;
    }
  }

  private void add(int index) {
    Call call = calls.get(index);
    Integer dOutput = gradientOf.get(call.output());
    if (dOutput == null || !wanted[call.output()]) {
      return;
    }
    Traits traits = Traits.of(call.node().operation());
    List<InputGradient> dInputs = new ArrayList<>();
    boolean sharable = traits.passesGradient() && isSharable(call);
    for (int i = 0; i < call.inputs().size(); i++) {
      int input = call.inputs().get(i);
      boolean inPlace;
      if (call.sum().isPresent()) {
        inPlace = i == call.inputs().size() - 1;
      } else if (i == 0) {
        inPlace = traits.gradientInPlace() || traits.passesGradient();
      } else {
        inPlace = sharable || (traits.passesGradient() && isFree(dOutput, dInputs));
      }
      dInputs.add(inputGradient(input, inPlace && call.readsOnce(input), dOutput));
    }
    boolean undoes =
        Traits.undoesFromOutput(
            call.node().operation(),
            call.sum().isPresent(),
            call.activation().map(node -> (Operation.Activate) node.operation()));
    backward.put(
        index,
        new Backward(
            dOutput,
            dInputs,
            traits.keepsInput(),
            traits.keepsOutput() || undoes,
            OptionalInt.empty()));
  }

  /** Tells whether no input has taken over the gradient of the output. */
  private static boolean isFree(int dOutput, List<InputGradient> dInputs) {
    return dInputs.stream()
        .noneMatch(d -> d.buffer().isPresent() && d.buffer().getAsInt() == dOutput);
  }

  /**
   * Tells whether both inputs of a sum can have the same gradient in the same memory: the maker of
   * one must have read it, without changing it, before anybody adds to it as the other's. That is
   * so in a residual block, whose last layer only the sum reads.
   */
  private boolean isSharable(Call sum) {
    if (sum.inputs().size() != 2) {
      return false;
    }
    return isSharable(sum, sum.inputs().get(0), sum.inputs().get(1))
        || isSharable(sum, sum.inputs().get(1), sum.inputs().get(0));
  }

  private boolean isSharable(Call sum, int branch, int shortcut) {
    int maker = maker(branch);
    if (maker < 0 || branch == shortcut) {
      return false;
    }
    Call made = calls.get(maker);
    boolean onlyReads = made.activation().isEmpty() && !changesGradient(made);
    return onlyReads
        && readers(branch, sum).isEmpty()
        && maker(shortcut) < maker
        && readers(shortcut, sum).stream().allMatch(reader -> reader < maker);
  }

  private static boolean changesGradient(Call call) {
    Traits traits = Traits.of(call.node().operation());
    return traits.gradientInPlace() || traits.passesGradient() || call.sum().isPresent();
  }

  /** Returns the call that makes a value; less than 0 for an input of the network. */
  private int maker(int value) {
    return makers.getOrDefault(value, -1);
  }

  /** Returns the calls that read a value, other than one. */
  private List<Integer> readers(int value, Call except) {
    return readers.getOrDefault(value, List.of()).stream()
        .filter(reader -> !calls.get(reader).equals(except))
        .toList();
  }

  private InputGradient inputGradient(int input, boolean inPlace, int dOutput) {
    if (!wanted[input]) {
      return new InputGradient(OptionalInt.empty(), false);
    }
    Integer existing = gradientOf.get(input);
    if (existing != null) {
      return new InputGradient(OptionalInt.of(existing), true);
    }
    if (inPlace) {
      gradientOf.put(input, dOutput);
      return new InputGradient(OptionalInt.of(dOutput), false);
    }
    return new InputGradient(OptionalInt.of(create(input)), false);
  }

  private int create(int value) {
    gradientFloats.add(valueFloats.get(value));
    int gradient = gradientFloats.size() - 1;
    gradientOf.put(value, gradient);
    return gradient;
  }
}
