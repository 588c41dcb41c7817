package dev.conform.processor.plan;

import dev.conform.processor.ir.ParameterSpec;
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
  private final boolean[] wanted;

  private Gradients(List<Call> calls, List<Long> valueFloats) {
    this.calls = calls;
    this.valueFloats = valueFloats;
    this.wanted = new boolean[valueFloats.size()];
  }

  static Gradients of(Fusion fusion, int outputValue) {
    Gradients gradients = new Gradients(fusion.calls(), fusion.floats());
    gradients.findWanted();
    gradients.create(outputValue);
    for (int i = gradients.calls.size() - 1; i >= 0; i--) {
      gradients.add(i);
    }
    return gradients;
  }

  /** Returns what a call does on the way back. */
  Optional<Backward> backward(int call) {
    return Optional.ofNullable(backward.get(call));
  }

  /** Returns the length of each gradient of one image; gradient 0 is that of the output. */
  List<Long> floats() {
    return gradientFloats;
  }

  private void findWanted() {
    for (Call call : calls) {
      boolean trains =
          call.node().parameters().stream()
              .map(ParameterSpec::role)
              .anyMatch(ParameterSpec.Role::trained);
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
    for (int input : call.inputs()) {
      dInputs.add(inputGradient(input, traits, dOutput));
    }
    boolean activated = call.activation().isPresent();
    backward.put(
        index,
        new Backward(dOutput, dInputs, traits.keepsInput(), traits.keepsOutput() || activated));
  }

  private InputGradient inputGradient(int input, Traits traits, int dOutput) {
    if (!wanted[input]) {
      return new InputGradient(OptionalInt.empty(), false);
    }
    Integer existing = gradientOf.get(input);
    if (existing != null) {
      return new InputGradient(OptionalInt.of(existing), true);
    }
    if (traits.gradientInPlace()) {
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
