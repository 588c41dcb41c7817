package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Recomputed;
import dev.conform.processor.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Some layers of a network: their part of a class, and what its forward and backward call. */
final class LayersCode {

  private final PartCode part;
  private final Recomputed recomputed;
  private final RecomputeCalls calls;
  private final IntPredicate isCalledHere;
  private final List<MethodSpec> forwardMethods = new ArrayList<>();
  private final List<MethodSpec> backwardMethods = new ArrayList<>();
  private final List<MethodSpec> methodsForOthers = new ArrayList<>();
  private final CodeBlock.Builder forward = CodeBlock.builder();
  private final CodeBlock.Builder backward = CodeBlock.builder();

  private LayersCode(
      PartCode part, Recomputed recomputed, RecomputeCalls calls, IntPredicate isCalledHere) {
    this.part = part;
    this.recomputed = recomputed;
    this.calls = calls;
    this.isCalledHere = isCalledHere;
  }

  /**
   * Writes a part of a network.
   *
   * @param recomputed in the whole network
   * @param calls that compute results of this part and those before it again; added to
   */
  static LayersCode of(
      List<Element> elements, PartCode part, Recomputed recomputed, RecomputeCalls calls) {
    LayersCode code = new LayersCode(part, recomputed, calls, step -> true);
    List<String> uses = new ArrayList<>();
    for (Element element : elements) {
      if (element instanceof Element.Shared shared) {
        uses.add(code.addUse(shared));
      } else {
        element.layers().forEach(code::addForward);
        element.layers().forEach(code::addHandles);
      }
    }
    for (int i = elements.size() - 1; i >= 0; i--) {
      code.addRecomputations(elements.get(i));
      if (elements.get(i) instanceof Element.Shared shared) {
        String field = uses.remove(uses.size() - 1);
        if (shared.use().hasBackward()) {
          code.backward.addStatement("$L.backward(batch)", field);
        }
      } else {
        elements.get(i).layers().forEach(code::addBackward);
      }
    }
    return code;
  }

  /** Writes a use of a block by itself; what an application sees of it is bound outside. */
  static LayersCode ofBlock(List<PlannedLayer> layers, PartCode part) {
    List<Step> steps = layers.stream().flatMap(layer -> layer.steps().stream()).toList();
    Set<Integer> own = steps.stream().map(Step::index).collect(Collectors.toSet());
    LayersCode code =
        new LayersCode(part, Recomputed.of(steps), new RecomputeCalls(), own::contains);
    layers.forEach(code::addForward);
    for (int i = layers.size() - 1; i >= 0; i--) {
      code.addRecomputations(new Element.Plain(layers.get(i)));
      code.addBackward(layers.get(i));
    }
    return code;
  }

  /**
   * Adds the calls that compute results again before an element's backward pass. A block by itself
   * computes its own.
   *
   * <pre>
   * stage1_1Block.expandRecompute(batch);
   * </pre>
   */
  private void addRecomputations(Element element) {
    List<Step> steps = element.layers().stream().flatMap(layer -> layer.steps().stream()).toList();
    Set<String> added = new LinkedHashSet<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      for (Step again : recomputed.at(steps.get(i).index())) {
        if (element instanceof Element.Plain || !steps.contains(again)) {
          added.add(calls.of(again, part));
        }
      }
    }
    added.forEach(call -> backward.addStatement("$L(batch)", call));
  }

  /** Adds a use of a shared block and returns the field that holds it. */
  private String addUse(Element.Shared shared) {
    BlockUse use = shared.use();
    part.beginLayer(use.path());
    String field = part.addUse(use, shared.type());
    addForward(use.trainingOnly(), CodeBlock.of("$L.forward(mode, batch)", field));
    if (use.hasPreparation()) {
      part.addPreparation(CodeBlock.of("$L.prepare()", field));
    }
    use.layers().forEach(this::addHandles);
    calls.addAll(field, use.code().calls);
    return field;
  }

  private void addHandles(PlannedLayer layer) {
    layer.handles().forEach(part::addLayer);
  }

  private void addForward(boolean trainingOnly, CodeBlock call) {
    if (trainingOnly) {
      forward.beginControlFlow("if (mode == $T.TRAINING)", Types.MODE);
    }
    forward.addStatement("$L", call);
    if (trainingOnly) {
      forward.endControlFlow();
    }
  }

  PartCode part() {
    return part;
  }

  /** Returns the calls of a forward pass over these layers. */
  CodeBlock forward() {
    return forward.build();
  }

  /** Returns the calls of a backward pass over these layers. */
  CodeBlock backward() {
    return backward.build();
  }

  /** Returns the methods that only who uses a block calls: not every use is computed again. */
  List<MethodSpec> methodsForOthers() {
    return methodsForOthers;
  }

  /** Returns one method for each layer and direction, in the order in which they are called. */
  List<MethodSpec> methods() {
    List<MethodSpec> all = new ArrayList<>(forwardMethods);
    all.addAll(backwardMethods);
    return all;
  }

  /**
   * Adds a layer's forward method and binds the layer.
   *
   * <pre>
   * /** conv 5×5 (direct), relu, max pool 2×2: 1×32×32 → 6×14×14. Overwrites c1Conv, c1 and c1Argmax. *&#47;
   * private void c1Forward(int batch) {
   *   step(0);
   *   kernels.conv2dForward(…);
   *   step(1);
   *   kernels.maxPoolForward(c1, c1Argmax, c1Conv, C1_POOL, batch);
   * }
   * </pre>
   */
  private void addForward(PlannedLayer layer) {
    part.beginLayer(layer.path());
    if (!layer.steps().isEmpty()) {
      MethodCode method = new MethodCode();
      for (Step step : layer.steps()) {
        StepEmitter emitter = StepEmitters.of(step);
        emitter.allBind(step, part);
        emitter.allForward(step, part, method);
      }
      String name = part.method(layer, "Forward");
      String mode = method.usesMode() ? "mode, " : "";
      addForward(layer.trainingOnly(), CodeBlock.of("$L($Lbatch)", name, mode));
      MethodSpec.Builder spec =
          MethodSpec.methodBuilder(name)
              .addJavadoc("$L: $L → $L.", operations(layer), input(layer), layer.outputShape())
              .addJavadoc("\n$L\n", method.effects())
              .addModifiers(Modifier.PRIVATE);
      if (method.usesMode()) {
        spec.addParameter(Types.MODE, "mode");
      }
      forwardMethods.add(spec.addParameter(TypeName.INT, "batch").addCode(method.body()).build());
    }
    recomputed(layer)
        .values()
        .forEach(together -> calls.add(together, part.method(layer, "Recompute")));
  }

  /** Returns the steps of a layer that are computed again, by the step before which they are. */
  private static SortedMap<Integer, List<Step>> recomputed(PlannedLayer layer) {
    return layer.steps().stream()
        .filter(Step::isRecomputed)
        .collect(
            Collectors.groupingBy(
                step -> step.backward().orElseThrow().recomputedAt().orElseThrow(),
                TreeMap::new,
                Collectors.toList()));
  }

  /**
   * Adds a layer's backward method.
   *
   * <pre>
   * /** Undoes c1. Overwrites dC1Conv, dC1Weight and dC1Bias. *&#47;
   * private void c1Backward(int batch) {
   *   step(1);
   *   kernels.maxPoolBackward(dC1Conv, dC1, c1Argmax, C1_POOL, OVERWRITE, batch);
   *   …
   * }
   * </pre>
   */
  private void addBackward(PlannedLayer layer) {
    recomputed(layer).forEach(this::addRecompute);
    MethodCode method = new MethodCode();
    for (int i = layer.steps().size() - 1; i >= 0; i--) {
      Step step = layer.steps().get(i);
      step.backward()
          .ifPresent(backward -> StepEmitters.of(step).allBackward(step, backward, part, method));
    }
    if (method.body().isEmpty()) {
      return;
    }
    String name = part.method(layer, "Backward");
    backward.addStatement("$L(batch)", name);
    backwardMethods.add(
        MethodSpec.methodBuilder(name)
            .addJavadoc("$L\n", method.effects())
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "batch")
            .addCode(method.body())
            .build());
  }

  /**
   * Adds the method that makes results of a layer again whose memory was given up.
   *
   * <pre>
   * /** Again for the backward pass: batch norm, relu. Overwrites reduce. *&#47;
   * private void reduceRecompute(int batch) {
   *   step(3);
   *   kernels.batchNormRecompute(reduce, reduceConv, …);
   * }
   * </pre>
   *
   * @param at the step before whose backward pass it is called
   * @param again what is computed
   */
  private void addRecompute(int at, List<Step> again) {
    MethodCode method = new MethodCode();
    for (Step step : again) {
      method.step(part.mark(step));
      StepEmitters.of(step).recompute(step, part, method);
    }
    MethodSpec spec =
        MethodSpec.methodBuilder(calls.method(again.get(0)))
            .addJavadoc(
                "Again for the backward pass: $L.\n$L\n",
                again.stream().map(KernelText::of).collect(Collectors.joining(", ")),
                method.effects())
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "batch")
            .addCode(method.body())
            .build();
    (isCalledHere.test(at) ? backwardMethods : methodsForOthers).add(spec);
  }

  private static String operations(PlannedLayer layer) {
    return layer.steps().stream()
        .map(step -> StepEmitters.of(step).wholeOperation(step))
        .collect(Collectors.joining(", "));
  }

  private static String input(PlannedLayer layer) {
    return layer.nodes().get(0).inputShapes().stream()
        .map(Shape::toString)
        .collect(Collectors.joining(", "));
  }
}
