package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Work;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes what each step of the plan does, for the runtime's profiler: in one method, or in classes
 * with several, for no method may be too long and no class may have too many constants.
 */
final class PlanCode {

  /** A step takes 50 bytes of bytecode at most. */
  private static final int STEPS_OF_METHOD = 100;

  /** A step has 24 constants at most. */
  private static final int STEPS_OF_CLASS = 2_000;

  private PlanCode() {}

  /**
   * Adds the methods.
   *
   * @param type the class of the network
   * @param self its name
   */
  static void addTo(TypeSpec.Builder type, ExecutionPlan plan, ClassName self, Names names) {
    List<Step> steps = plan.steps();
    if (steps.isEmpty()) {
      return;
    }
    if (steps.size() <= STEPS_OF_METHOD) {
      type.addMethod(describe(steps(steps)));
      return;
    }
    CodeBlock.Builder calls = CodeBlock.builder();
    for (int first = 0; first < steps.size(); first += STEPS_OF_CLASS) {
      List<Step> some = steps.subList(first, Math.min(first + STEPS_OF_CLASS, steps.size()));
      ClassName name = self.nestedClass(names.other("Plan" + (first / STEPS_OF_CLASS + 1)));
      type.addType(nested(name, some, calls));
    }
    type.addMethod(describe(calls.build()));
  }

  private static MethodSpec describe(CodeBlock body) {
    return MethodSpec.methodBuilder("describe")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(Types.PLAN, "plan")
        .addCode(body)
        .build();
  }

  /**
   * Returns a class that adds some steps.
   *
   * <pre>
   * /** Steps 0 to 174 of the plan. *&#47;
   * private static final class Plan1 {
   *   static void steps0(Plan plan) {
   * </pre>
   *
   * @param calls of its methods; added to
   */
  private static TypeSpec nested(ClassName name, List<Step> steps, CodeBlock.Builder calls) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc(
                "Steps $L to $L of the plan.\n",
                steps.get(0).index(),
                steps.get(steps.size() - 1).index())
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    for (int first = 0; first < steps.size(); first += STEPS_OF_METHOD) {
      List<Step> some = steps.subList(first, Math.min(first + STEPS_OF_METHOD, steps.size()));
      String method = "steps" + some.get(0).index();
      calls.addStatement("$T.$L(plan)", name, method);
      type.addMethod(
          MethodSpec.methodBuilder(method)
              .addModifiers(Modifier.STATIC)
              .addParameter(Types.PLAN, "plan")
              .addCode(steps(some))
              .build());
    }
    return type.build();
  }

  private static CodeBlock steps(List<Step> steps) {
    CodeBlock.Builder code = CodeBlock.builder();
    steps.forEach(step -> code.addStatement("$L", step(step)));
    return code.build();
  }

  /**
   * Returns what a step does: multiply-accumulates of one image, floats that are read and written
   * for it, and floats that are read and written once.
   *
   * <pre>
   * plan.step("c1", "batch norm, relu").training(0, 14_112, 48).backward(0, 23_520, 36)
   *     .inference("conv 5×5 (direct), batch norm, relu", 117_600, 5_728, 156);
   * </pre>
   */
  private static CodeBlock step(Step step) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add("plan.step($S, $S)", step.path(), KernelText.of(step));
    Work training = Work.training(step);
    Work backward = Work.backward(step);
    Work inference = Work.inference(step);
    boolean isSame = step.infersAlone() && training.equals(inference);
    code.add("$Z.$L($L)", isSame ? "forward" : "training", figures(training));
    if (!backward.equals(Work.NONE)) {
      code.add("$Z.backward($L)", figures(backward));
    }
    if (step.folding().isPresent()) {
      String whole = KernelText.of(step.folding().get());
      code.add("$Z.inference($S, $L)", whole, figures(inference));
    } else if (!isSame && !inference.equals(Work.NONE)) {
      code.add("$Z.inference($L)", figures(inference));
    }
    return code.build();
  }

  private static CodeBlock figures(Work work) {
    return CodeBlock.of(
        "$L, $L, $L",
        Text.literal(work.macs()),
        Text.literal(work.imageFloats()),
        Text.literal(work.passFloats()));
  }
}
