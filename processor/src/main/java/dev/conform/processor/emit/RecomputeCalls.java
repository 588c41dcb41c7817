package dev.conform.processor.emit;

import dev.conform.processor.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods that compute results again on the way back, and in which class each stands. */
final class RecomputeCalls {

  /**
   * A method.
   *
   * @param part the model's field with the part that it belongs to; empty in a class without parts
   * @param name of the method as the part calls it
   */
  private record Method(String part, String name) {}

  private final Map<Integer, Method> methods = new HashMap<>();
  private String part = "";

  /** Begins a part of the model. */
  void beginPart(String field) {
    part = field;
  }

  /** Adds the method of some steps. */
  void add(List<Step> steps, String method) {
    steps.forEach(step -> methods.put(step.index(), new Method(part, method)));
  }

  /** Adds the methods of a block that stands in a field. */
  void addAll(String field, RecomputeCalls block) {
    block.methods.forEach(
        (step, method) -> methods.put(step, new Method(part, field + "." + method.name())));
  }

  /** Returns the name of a step's method in its own class. */
  String method(Step step) {
    return known(step).name();
  }

  /**
   * Returns what calls a step's method.
   *
   * @param from the class that calls it
   * @return for example {@code stage1_1Block.expandRecompute}
   */
  String of(Step step, PartCode from) {
    Method method = known(step);
    return method.part().equals(part)
        ? method.name()
        : from.ofModel(method.part()) + "." + method.name();
  }

  private Method known(Step step) {
    Method method = methods.get(step.index());
    if (method == null) {
      throw new IllegalStateException(step.path() + " is computed again before it was written");
    }
    return method;
  }
}
