package dev.conform.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.conform.processor.ir.ModelName;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Recomputed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the class that runs a network. */
public final class ModelEmitter {

  private static final String PROCESSOR = "dev.conform.processor.NetworkProcessor";

  private final boolean marks;

  /**
   * Makes an emitter.
   *
   * @param marks whether to mark the class as {@code @Generated}, which a module can only do that
   *     reads {@code java.compiler}
   */
  public ModelEmitter(boolean marks) {
    this.marks = marks;
  }

  /**
   * Writes the class. A large network is cut into parts, nested classes that look like the class of
   * a small one.
   *
   * @param plan how the network runs
   * @return the file; the same plan gives the same text
   */
  public JavaFile emit(ExecutionPlan plan) {
    return new Emission(plan, marks).file();
  }

  /** Returns {@code @Generated("…")}, or nothing. */
  static List<AnnotationSpec> generated(boolean marks) {
    return marks
        ? List.of(
            AnnotationSpec.builder(Types.GENERATED).addMember("value", "$S", PROCESSOR).build())
        : List.of();
  }

  /** One run: what the methods below share. */
  private static final class Emission {
    private final ExecutionPlan plan;
    private final boolean marks;
    private final ShapedGraph graph;
    private final ClassName self;
    private final Names names;
    private final Set<String> flags = new LinkedHashSet<>();
    private final TypeSpec.Builder type;
    private final CodeBlock.Builder constructor = CodeBlock.builder();
    private final CodeBlock.Builder preparation = CodeBlock.builder();
    private final CodeBlock.Builder forward = CodeBlock.builder();
    private final CodeBlock.Builder backward = CodeBlock.builder();
    private final List<MethodSpec> layerMethods = new ArrayList<>();

    Emission(ExecutionPlan plan, boolean marks) {
      this.plan = plan;
      this.marks = marks;
      this.graph = plan.graph();
      this.self = ClassName.get(graph.packageName(), ModelName.of(graph.interfaceName()));
      this.names = new Names(plan);
      this.type = TypeSpec.classBuilder(self);
    }

    JavaFile file() {
      ClassName declaration = Types.declaration(graph.packageName(), graph.interfaceName());
      type.addJavadoc("{@link $T}, compiled.\n\n<pre>\n$L</pre>\n", declaration, table())
          .addAnnotations(generated(marks))
          .addAnnotation(
              OrderEmitter.order(graph.layers().stream().map(LayerOutput::name).toList()))
          .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
          .superclass(Types.MODEL)
          .addSuperinterface(declaration)
          .addField(blueprint());
      constructor.addStatement("super(NETWORK, settings)");
      constructor.add(
          "// A tensor lies at (when the model can be trained, when it cannot, length):\n");
      constructor.add(
          "// floats for one image; -1 is nowhere, and what is dead gives up its place.\n");
      constructor.addStatement("$T b = binding()", Types.BINDING);

      SharedBlocks blocks = SharedBlocks.of(plan, self, names);
      List<List<Element>> parts = Parts.of(blocks.elements());
      if (parts.size() == 1) {
        addOnlyPart(parts.get(0));
      } else {
        addParts(parts);
      }
      blocks.classes().forEach(this::addBlock);
      flags.forEach(flag -> type.addField(flagConstant(flag)));

      type.addMethod(constructor()).addMethod(builder());
      for (int i = 0; i < graph.layers().size(); i++) {
        type.addMethod(accessor(graph.layers().get(i).name(), i));
      }
      if (!preparation.isEmpty()) {
        type.addMethod(
            MethodSpec.methodBuilder("prepare")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addCode(preparation.build())
                .build());
      }
      type.addMethod(pass("forward", forward, true)).addMethod(pass("backward", backward, false));
      layerMethods.forEach(type::addMethod);
      PlanCode.addTo(type, plan, self, names);
      return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).build();
    }

    private String table() {
      return Summary.of(plan).text();
    }

    private void addOnlyPart(List<Element> elements) {
      LayersCode code =
          LayersCode.of(elements, part(""), Recomputed.of(plan.steps()), new RecomputeCalls());
      code.part().constants().forEach(type::addField);
      code.part().fields().forEach(type::addField);
      constructor.add(code.part().constructor());
      constructor.add(bound(code.part()));
      preparation.add(code.part().preparation());
      forward.add(code.forward());
      backward.add(code.backward());
      layerMethods.addAll(code.methods());
    }

    /**
     * Adds the parts of a large network.
     *
     * <pre>
     * part1 = new Part1(this, b);
     * part2 = new Part2(this, b);
     * </pre>
     */
    private void addParts(List<List<Element>> parts) {
      List<CodeBlock> backwardCalls = new ArrayList<>();
      Recomputed recomputed = Recomputed.of(plan.steps());
      RecomputeCalls calls = new RecomputeCalls();
      for (int i = 0; i < parts.size(); i++) {
        ClassName name = self.nestedClass(names.other("Part" + (i + 1)));
        String field = names.other("part" + (i + 1));
        calls.beginPart(field);
        LayersCode code = LayersCode.of(parts.get(i), part("model."), recomputed, calls);
        type.addType(part(name, parts.get(i), code));
        type.addField(name, field, Modifier.PRIVATE, Modifier.FINAL);
        constructor.addStatement("$L = new $T(this, b)", field, name);
        if (!code.part().preparation().isEmpty()) {
          preparation.addStatement("$L.prepare()", field);
        }
        forward.addStatement("$L.forward(mode, batch)", field);
        backwardCalls.add(0, CodeBlock.of("$L.backward(batch);\n", field));
      }
      backwardCalls.forEach(backward::add);
      constructor.add(bound(part("")));
    }

    private PartCode part(String model) {
      return new PartCode(plan, names, flags, model, new Places.Literal());
    }

    /**
     * Adds the class of a block that is used more than once.
     *
     * <pre>
     * /** Bottleneck: 256×56×56 → 256×56×56. Runs as stage1.1 and stage1.2. *&#47;
     * private static final class Bottleneck1 {
     *   private final Kernels kernels;
     *   …
     *   Bottleneck1(ResNet50Model model, Binding b, String path, int firstStep, long... at) {
     *     reduceWeight = b.parameter(path + "reduce.weight", …);
     *     reduceConv = b.activation(at[0], at[1], 200_704);
     * </pre>
     */
    private void addBlock(ClassName name, List<BlockUse> uses) {
      BlockUse use = uses.get(0);
      flags.addAll(use.flags());
      CodeBlock javadoc =
          CodeBlock.of(
              "$L: $L → $L. Runs as $L.\n",
              use.block(),
              use.layers().get(0).nodes().get(0).input(),
              use.layers().get(use.layers().size() - 1).outputShape(),
              Text.enumerated(uses.stream().map(BlockUse::path).toList()));
      TypeSpec.Builder block = nested(name, javadoc, use.code());
      block.addField(TypeName.INT, "firstStep", Modifier.PRIVATE, Modifier.FINAL);
      block.addMethod(
          constructor(use.code())
              .addStatement("this.firstStep = firstStep")
              .addParameter(String.class, "path")
              .addParameter(TypeName.INT, "firstStep")
              .addParameter(long[].class, "at")
              .varargs()
              .build());
      uses.stream()
          .flatMap(each -> each.code().methodsForOthers().stream())
          .distinct()
          .forEach(block::addMethod);
      type.addType(block.build());
    }

    /**
     * Returns a part.
     *
     * <pre>
     * /** Layers c1 to c24. *&#47;
     * private static final class Part1 {
     *   private final Kernels kernels;
     *   …
     * }
     * </pre>
     */
    private TypeSpec part(ClassName name, List<Element> elements, LayersCode code) {
      List<PlannedLayer> layers =
          elements.stream().flatMap(element -> element.layers().stream()).toList();
      CodeBlock javadoc =
          CodeBlock.of(
              "Layers $L to $L.\n", layers.get(0).path(), layers.get(layers.size() - 1).path());
      return nested(name, javadoc, code).addMethod(constructor(code).build()).build();
    }

    /** Returns a class that runs layers; its constructor is missing. */
    private TypeSpec.Builder nested(ClassName name, CodeBlock javadoc, LayersCode code) {
      TypeSpec.Builder nested =
          TypeSpec.classBuilder(name)
              .addJavadoc(javadoc)
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
      code.part().constants().forEach(nested::addField);
      if (!code.methods().isEmpty()) {
        nested.addField(Types.KERNELS, "kernels", Modifier.PRIVATE, Modifier.FINAL);
      }
      if (code.part().usesModel()) {
        nested.addField(self, "model", Modifier.PRIVATE, Modifier.FINAL);
      }
      code.part().fields().forEach(nested::addField);
      if (!code.part().preparation().isEmpty()) {
        nested.addMethod(
            MethodSpec.methodBuilder("prepare").addCode(code.part().preparation()).build());
      }
      nested.addMethod(
          MethodSpec.methodBuilder("forward")
              .addParameter(Types.MODE, "mode")
              .addParameter(TypeName.INT, "batch")
              .addCode(code.forward())
              .build());
      nested.addMethod(
          MethodSpec.methodBuilder("backward")
              .addParameter(TypeName.INT, "batch")
              .addCode(code.backward())
              .build());
      return nested.addMethods(code.methods());
    }

    private MethodSpec.Builder constructor(LayersCode code) {
      CodeBlock.Builder body = CodeBlock.builder();
      if (!code.methods().isEmpty()) {
        body.addStatement("kernels = model.kernels()");
      }
      if (code.part().usesModel()) {
        body.addStatement("this.model = model");
      }
      return MethodSpec.constructorBuilder()
          .addParameter(self, "model")
          .addParameter(Types.BINDING, "b")
          .addCode(body.add(code.part().constructor()).build());
    }

    /**
     * Returns what the runtime has to know of inputs and outputs.
     *
     * <pre>
     * b.output("aux1", Shape.units(1_000), aux1, dAux1, 0.3, true);
     * b.pretrained("fc.");
     * bound(input, logits, dLogits);
     * </pre>
     */
    private CodeBlock bound(PartCode part) {
      CodeBlock.Builder code = CodeBlock.builder();
      plan.inputs().stream()
          .skip(1)
          .forEach(
              other ->
                  code.addStatement(
                      "b.input($S,$W$L,$W$L)",
                      other.name(),
                      PartCode.shape(other.shape()),
                      part.reference(other.buffer())));
      plan.outputs().stream()
          .skip(1)
          .forEach(
              other ->
                  code.addStatement(
                      "b.output($S,$W$L,$W$L,$W$L,$W$L,$W$L)",
                      other.name(),
                      PartCode.shape(other.shape()),
                      part.reference(other.buffer()),
                      part.reference(other.gradient()),
                      other.weight(),
                      other.trainingOnly()));
      graph
          .pretrained()
          .ifPresent(
              pretrained ->
                  code.addStatement(
                      "b.pretrained($L)",
                      pretrained.freshKeys(graph).stream()
                          .map(key -> CodeBlock.of("$S", key))
                          .collect(CodeBlock.joining(",$W"))));
      return code.addStatement(
              "bound($L,$W$L,$W$L)",
              part.reference(plan.inputs().get(0).buffer()),
              part.reference(plan.output().buffer()),
              part.reference(plan.output().gradient()))
          .build();
    }

    private MethodSpec constructor() {
      return MethodSpec.constructorBuilder()
          .addModifiers(Modifier.PRIVATE)
          .addParameter(ParameterizedTypeName.get(Types.MODEL_BUILDER, self), "settings")
          .addCode(constructor.build())
          .build();
    }

    /**
     * Returns the way in.
     *
     * <pre>
     * public static ModelBuilder&lt;LeNet5Model&gt; builder() {
     *   return new ModelBuilder&lt;&gt;(LeNet5Model::new);
     * }
     * </pre>
     */
    private MethodSpec builder() {
      return MethodSpec.methodBuilder("builder")
          .addJavadoc("Starts to build a model.\n\n@return a builder with usual settings\n")
          .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
          .returns(ParameterizedTypeName.get(Types.MODEL_BUILDER, self))
          .addStatement("return new $T<>($T::new)", Types.MODEL_BUILDER, self)
          .build();
    }

    private static MethodSpec accessor(String layer, int index) {
      return MethodSpec.methodBuilder(layer)
          .addAnnotation(Override.class)
          .addModifiers(Modifier.PUBLIC)
          .returns(Types.LAYER)
          .addStatement("return layer($L)", index)
          .build();
    }

    private static MethodSpec pass(String name, CodeBlock.Builder body, boolean withMode) {
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(name)
              .addAnnotation(Override.class)
              .addModifiers(Modifier.PROTECTED);
      if (withMode) {
        method.addParameter(Types.MODE, "mode");
      }
      return method.addParameter(TypeName.INT, "batch").addCode(body.build()).build();
    }

    /** Returns what the runtime has to know before it takes memory. */
    private FieldSpec blueprint() {
      CodeBlock value =
          CodeBlock.builder()
              .add("new $T(\n$>$>", Types.BLUEPRINT)
              .add("$S,\n", graph.interfaceName())
              .add("$L, // input\n", PartCode.shape(graph.input()))
              .add("$L, // output\n", PartCode.shape(graph.outputShape()))
              .add("$L, // whether the output is probabilities\n", isProbabilities())
              .add("$L, // floats of parameters\n", Text.literal(plan.parameterFloats()))
              .add("$L, // of running statistics\n", Text.literal(plan.stateFloats()))
              .add("$L, // of statistics of one batch\n", Text.literal(plan.savedFloats()))
              .add(
                  "$L, // of activations and gradients of one image\n",
                  Text.literal(plan.trainingFloats()))
              .add(
                  "$L, // of activations of one image, for inference only\n",
                  Text.literal(plan.inferenceFloats()))
              .add("$L, // of one worker's workspace\n", Text.literal(plan.workspaceFloats()))
              .add("$L // of the workspace they share\n)$<$<", Text.literal(plan.sharedFloats()))
              .build();
      return FieldSpec.builder(
              Types.BLUEPRINT, "NETWORK", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
          .initializer(value)
          .build();
    }

    private boolean isProbabilities() {
      int node = graph.output();
      while (node != ShapedGraph.INPUT
          && graph.nodes().get(node).operation() instanceof Operation.Flatten) {
        node = graph.nodes().get(node).inputs().get(0);
      }
      if (node == ShapedGraph.INPUT) {
        return false;
      }
      Operation last = graph.nodes().get(node).operation();
      return last instanceof Operation.Softmax
          || (last instanceof Operation.Activate activate
              && activate.function() == Operation.Function.SIGMOID);
    }

    private static FieldSpec flagConstant(String flag) {
      return FieldSpec.builder(
              TypeName.BOOLEAN, flag, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
          .initializer("$L", flag.equals("ACCUMULATE"))
          .build();
    }
  }
}
