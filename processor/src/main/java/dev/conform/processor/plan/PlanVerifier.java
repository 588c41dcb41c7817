package dev.conform.processor.plan;

import dev.conform.processor.plan.Step.Backward;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs a plan without numbers: remembers who wrote each piece of memory last, and finds a read of
 * something else, a gradient that is lost or that has not its value's length. It knows nothing of
 * how the plan was made.
 */
final class PlanVerifier {

  private final ExecutionPlan plan;
  private final MemoryMap memory;
  private final boolean training;
  private final Set<Integer> writtenGradients = new HashSet<>();
  private final Set<Integer> usedGradients = new HashSet<>();

  /** Gradients that are those of two values: one of them is still to be read. */
  private final Set<Integer> sharedGradients = new HashSet<>();

  /**
   * Starts a run.
   *
   * @param trainable in the memory of a model that can be trained
   * @param training a training step and not inference
   */
  private PlanVerifier(ExecutionPlan plan, boolean trainable, boolean training) {
    this.plan = plan;
    this.training = training;
    this.memory =
        new MemoryMap(
            trainable ? Buffer::trainingOffset : Buffer::inferenceOffset,
            trainable ? plan.trainingFloats() : plan.inferenceFloats());
  }

  /**
   * Verifies a plan.
   *
   * @throws IllegalStateException if it is wrong, saying where
   */
  static void verify(ExecutionPlan plan) {
    new PlanVerifier(plan, true, true).run();
    new PlanVerifier(plan, true, false).run();
    new PlanVerifier(plan, false, false).run();
  }

  private void run() {
    plan.inputs().forEach(input -> memory.write("the input", plan.buffer(input.buffer())));
    plan.steps().forEach(this::forward);
    for (PlannedOutput output : plan.outputs()) {
      if (training || !output.trainingOnly()) {
        memory.read("the caller", plan.buffer(output.buffer()));
      }
    }
    if (!training) {
      return;
    }
    for (PlannedOutput output : plan.outputs()) {
      Buffer dOutput = plan.buffer(output.gradient());
      requireLength("the loss", dOutput, plan.buffer(output.buffer()).floats());
      memory.write("the loss", dOutput);
      writtenGradients.add(dOutput.id());
    }
    look();
    Recomputed recomputed = Recomputed.of(plan.steps());
    for (Step step : plan.backward()) {
      recomputed.at(step.index()).forEach(this::recompute);
      step.backward().ifPresent(backward -> backward(step, backward));
    }
    look();
  }

  /** The application looks at layers before the backward pass as well as behind it. */
  private void look() {
    plan.inputs().forEach(input -> memory.read("the application", plan.buffer(input.buffer())));
    for (PlannedLayer layer : plan.layers()) {
      layer
          .handles()
          .forEach(handle -> memory.read("the application", plan.buffer(handle.buffer())));
    }
  }

  private void recompute(Step step) {
    require(
        Traits.isRecomputable(step.node().operation()),
        "%s cannot be computed again",
        step.node().operation());
    String who = "recomputation of " + step.node().operation() + " in " + step.path();
    Buffer output = plan.buffer(step.output());
    for (int input : step.inputs()) {
      memory.read(who, plan.buffer(input));
      requireApart(false, who, output, plan.buffer(input));
    }
    memory.write(who, output);
  }

  private void forward(Step step) {
    List<Integer> inputs = training ? step.inputs() : step.inferenceInputs();
    if (inputs.isEmpty()) {
      return;
    }
    String who = "forward of " + step.node().operation() + " in " + step.path();
    Buffer output = plan.buffer(step.output());
    requireLength(who, output, step.outputShape().elements());
    OptionalInt replaced = training ? OptionalInt.empty() : step.inferableInPlace();
    for (int input : inputs) {
      memory.read(who, plan.buffer(input));
      requireApart(replaced.equals(OptionalInt.of(input)), who, output, plan.buffer(input));
    }
    memory.write(who, output);
    if (training && step.argmax().isPresent()) {
      Buffer argmax = plan.buffer(step.argmax().getAsInt());
      requireLength(who, argmax, output.floats());
      memory.write(who, argmax);
      memory.read(who, output);
      step.inputs().forEach(input -> memory.read(who, plan.buffer(input)));
    }
  }

  private void backward(Step step, Backward backward) {
    String who = "backward of " + step.node().operation() + " in " + step.path();
    Buffer dOutput = plan.buffer(backward.dOutput());
    requireLength(who, dOutput, plan.buffer(step.output()).floats());
    read(step, who, backward);
    if (sharedGradients.remove(dOutput.id())) {
      require(
          !step.changesGradient() && backward.dInputs().stream().noneMatch(d -> is(d, dOutput)),
          "%s changes a gradient that is another value's, too",
          who);
    } else {
      usedGradients.add(dOutput.id());
    }
    long passedOn = backward.dInputs().stream().filter(d -> is(d, dOutput)).count();
    require(passedOn <= 2, "%s shares one gradient between %d values", who, passedOn);
    if (passedOn == 2) {
      sharedGradients.add(dOutput.id());
    }
    for (int i = 0; i < backward.dInputs().size(); i++) {
      InputGradient gradient = backward.dInputs().get(i);
      if (gradient.buffer().isPresent()) {
        Buffer dInput = plan.buffer(gradient.buffer().getAsInt());
        requireLength(who, dInput, plan.buffer(step.inputs().get(i)).floats());
        requireApart(step.gradientInPlace(i), who, dInput, dOutput);
        contribute(who, dInput, dOutput, gradient.accumulate());
        // What the kernel reads must have survived its own writing.
        if (dInput.id() != dOutput.id()) {
          read(step, who, backward);
        }
      }
    }
  }

  private static boolean is(InputGradient gradient, Buffer buffer) {
    return gradient.buffer().isPresent() && gradient.buffer().getAsInt() == buffer.id();
  }

  private void read(Step step, String who, Backward backward) {
    memory.read(who, plan.buffer(backward.dOutput()));
    step.argmax().ifPresent(argmax -> memory.read(who, plan.buffer(argmax)));
    step.valuesOfBackward().forEach(value -> memory.read(who, plan.buffer(value)));
  }

  private void contribute(String who, Buffer dInput, Buffer dOutput, boolean accumulate) {
    boolean inPlace = dInput.id() == dOutput.id();
    require(
        inPlace || !sharedGradients.contains(dInput.id()),
        "%s adds to a gradient that another layer has yet to read",
        who);
    if (accumulate) {
      memory.read(who, dInput);
      require(!inPlace, "%s accumulates into the gradient that it reads", who);
    } else {
      boolean isFirst = writtenGradients.add(dInput.id());
      require(isFirst || inPlace, "%s overwrites a gradient that others have written", who);
    }
    require(
        inPlace || !usedGradients.contains(dInput.id()),
        "%s adds to a gradient after it was used",
        who);
    usedGradients.remove(dInput.id());
    memory.write(who, dInput);
  }

  /** Input and output may share memory only where the kernel works value by value. */
  private void requireApart(boolean inPlace, String who, Buffer written, Buffer read) {
    boolean allowed = inPlace && memory.isSamePlace(written, read);
    require(
        allowed || !memory.overlap(written, read),
        "%s reads buffer %d and writes buffer %d in the same memory",
        who,
        read.id(),
        written.id());
  }

  private static void requireLength(String who, Buffer buffer, long floats) {
    require(
        buffer.floats() == floats,
        "%s: buffer %d has %d floats, its value %d",
        who,
        buffer.id(),
        buffer.floats(),
        floats);
  }

  static void require(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "wrong plan: " + format, arguments));
    }
  }
}
