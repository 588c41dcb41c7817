package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.plan.Buffer;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.PlannedLayer.Handle;
import dev.conform.processor.plan.Step;
import dev.conform.processor.plan.Step.InputGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * What a class that runs layers is made of: constants for shapes, fields for tensors, and the
 * statements of its constructor, which bind them. A tensor becomes a field when it is first
 * mentioned.
 */
final class PartCode {

  /** What a kernel gets that shall apply no activation. */
  static final CodeBlock IDENTITY =
      CodeBlock.of("$T.IDENTITY,$W$L", Types.ACTIVATION, Text.literal(0.0));

  /** What a kernel gets for a tensor that there is not. */
  static final CodeBlock NONE = CodeBlock.of("$T.NONE", Types.TENSOR);

  private final ExecutionPlan plan;
  private final Names names;
  private final List<FieldSpec> constants = new ArrayList<>();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final CodeBlock.Builder constructor = CodeBlock.builder();
  private final CodeBlock.Builder preparation = CodeBlock.builder();
  private final Set<Integer> bound = new HashSet<>();
  private final Map<Integer, String> shapes = new HashMap<>();
  private final Set<String> flags;
  private final String model;
  private final Places places;
  private boolean usesModel;

  /**
   * Starts a class.
   *
   * @param flags names of the two constants of the outer class that are in use; added to
   * @param model how this class reaches the model: nothing, or {@code model.}
   * @param places how the class knows where its tensors lie
   */
  PartCode(ExecutionPlan plan, Names names, Set<String> flags, String model, Places places) {
    this.places = places;
    this.plan = plan;
    this.names = names;
    this.flags = flags;
    this.model = model;
  }

  List<FieldSpec> constants() {
    return constants;
  }

  List<FieldSpec> fields() {
    return fields;
  }

  CodeBlock constructor() {
    return constructor.build();
  }

  /** Returns what brings parameters into the form in which inference reads them. */
  CodeBlock preparation() {
    return preparation.build();
  }

  boolean usesModel() {
    return usesModel;
  }

  /**
   * Adds the constant of a step's shape.
   *
   * <pre>
   * private static final Pool2d C1_POOL = Pool2d.of(6, 28, 28).size(2, 2).output(14, 14);
   * </pre>
   */
  String addShape(Step step, ClassName type, CodeBlock value) {
    String name = names.shape(step);
    shapes.put(step.index(), name);
    constants.add(
        FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer(value)
            .build());
    return name;
  }

  /** Returns the constant that {@link #addShape} made. */
  String shape(Step step) {
    return shapes.getOrDefault(step.index(), "");
  }

  /**
   * Returns the tensor in a buffer.
   *
   * <pre>
   * c1Conv = b.activation(1_024, 0, 4_704);
   * dC1Conv = b.gradient(7_088, 4_704);
   * </pre>
   */
  String tensor(int id) {
    String name = names.buffer(id);
    if (bound.add(id)) {
      addField(name);
      constructor.addStatement("$L = $L", name, binding(plan.buffer(id)));
    }
    return name;
  }

  /** Returns the tensor if it is a field of this class already, else what would make one. */
  CodeBlock reference(int id) {
    return bound.contains(id) ? CodeBlock.of("$L", names.buffer(id)) : binding(plan.buffer(id));
  }

  /** Returns where the gradient of an input goes, and notes what happens to it. */
  Object dInput(InputGradient gradient, MethodCode method) {
    if (gradient.buffer().isEmpty()) {
      return NONE;
    }
    String name = tensor(gradient.buffer().getAsInt());
    return gradient.accumulate() ? method.accumulates(name) : method.overwrites(name);
  }

  /** Returns the constant that says whether a gradient is added or overwritten. */
  String flag(boolean accumulate) {
    String flag = accumulate ? "ACCUMULATE" : "OVERWRITE";
    flags.add(flag);
    return flag;
  }

  /**
   * Binds a parameter and, unless it is frozen, its gradient.
   *
   * <pre>
   * c1Weight = b.parameter("c1.weight", Packing.conv(C1), Init.fanIn(C1.patch()));
   * dC1Weight = b.parameterGradient("c1.weight");
   * </pre>
   */
  void bindTrained(Step step, ParameterSpec parameter, CodeBlock packing, CodeBlock init) {
    String name = names.parameter(step.path(), parameter);
    addField(name);
    String method = step.node().frozen() ? "frozen" : "parameter";
    constructor.addStatement(
        "$L = b.$L($L,$W$L,$W$L)", name, method, places.key(parameter), packing, init);
    if (step.backward().isPresent() && !step.node().frozen()) {
      String gradient = names.parameterGradient(step.path(), parameter);
      addField(gradient);
      constructor.addStatement("$L = b.parameterGradient($L)", gradient, places.key(parameter));
    }
  }

  /**
   * Binds a running statistic.
   *
   * <pre>
   * c1BnRunningVar = b.state("c1.bn.running_var", Packing.vector(Shape.image(6, 28, 28)), 1);
   * </pre>
   */
  void bindState(Step step, ParameterSpec parameter, CodeBlock packing, int initial) {
    String name = names.parameter(step.path(), parameter);
    addField(name);
    constructor.addStatement(
        "$L = b.state($L,$W$L,$W$L)", name, places.key(parameter), packing, initial);
  }

  /** Binds what a step keeps of a batch: {@code c1NormBatchMean = b.saved(6);}. */
  void bindSaved(Step step, String noun, int floats) {
    String name = names.saved(step, noun);
    addField(name);
    constructor.addStatement("$L = b.saved($L)", name, Text.literal(floats));
  }

  /**
   * Binds a convolution's parameters as inference reads them: {@code c1ConvPrepared =
   * b.prepared(C1);}.
   *
   * @return the field
   */
  String bindPrepared(Step conv) {
    String name = prepared(conv);
    fields.add(FieldSpec.builder(Types.PREPARED, name, Modifier.PRIVATE, Modifier.FINAL).build());
    constructor.addStatement("$L = b.prepared($L)", name, shape(conv));
    return name;
  }

  /** Returns what {@link #bindPrepared} bound. */
  String prepared(Step conv) {
    return names.saved(conv, "Prepared");
  }

  /** Adds a statement that is run after parameters have changed, before inference goes on. */
  void addPreparation(CodeBlock statement) {
    preparation.addStatement("$L", statement);
  }

  /**
   * Binds which connections a convolution has.
   *
   * <pre>
   * c3Connections = b.connections("c3.weight", "X...XXX..XXXX.XX", …);
   * </pre>
   */
  void bindConnections(Step step, ParameterSpec weight, List<String> rows) {
    String name = names.saved(step, "Connections");
    addField(name);
    constructor.addStatement(
        "$L = b.connections($L,$W$L)",
        name,
        places.key(weight),
        rows.stream().map(row -> CodeBlock.of("$S", row)).collect(CodeBlock.joining(",$W")));
  }

  /** Returns what {@link #bindSaved} bound. */
  String saved(Step step, String noun) {
    return names.saved(step, noun);
  }

  /** Returns the tensor of a parameter, or {@code Tensor.NONE} where the step has none such. */
  Object parameter(Step step, ParameterSpec.Role role) {
    return step.node().parameters().stream()
        .filter(parameter -> parameter.role() == role)
        .findFirst()
        .<Object>map(parameter -> names.parameter(step.path(), parameter))
        .orElse(NONE);
  }

  /** Returns the gradient of a parameter, overwritten, or {@code Tensor.NONE}. */
  Object dParameter(Step step, ParameterSpec.Role role, MethodCode method) {
    return step.node().parameters().stream()
        .filter(parameter -> parameter.role() == role)
        .findFirst()
        .filter(parameter -> !step.node().frozen())
        .<Object>map(
            parameter -> method.overwrites(names.parameterGradient(step.path(), parameter)))
        .orElse(NONE);
  }

  /** Begins the bindings of a layer with a comment: {@code // c1}. */
  void beginLayer(String path) {
    constructor.add("\n// $L\n", names.inside(path));
  }

  /** Adds the handle of a layer: {@code b.layer("c1", Shape.image(6, 14, 14), c1);}. */
  void addLayer(Handle handle) {
    constructor.addStatement(
        "b.$L($S,$W$L,$W$L)",
        handle.trainingOnly() ? "trainingLayer" : "layer",
        handle.name(),
        shape(handle.shape()),
        tensor(handle.buffer()));
  }

  /**
   * Adds a use of a block whose class is shared.
   *
   * <pre>
   * stage1_1Block = new Bottleneck2(this, b, "stage1.1.", 9, 5_619_712, 1_605_632, …);
   * </pre>
   *
   * @return the field that holds it
   */
  String addUse(BlockUse use, ClassName type) {
    String field = names.other(Text.identifier(use.path()) + "Block");
    fields.add(FieldSpec.builder(type, field, Modifier.PRIVATE, Modifier.FINAL).build());
    constructor.addStatement(
        "$L = new $T($L,$Wb,$W$S,$W$L$L)",
        field,
        type,
        model.isEmpty() ? "this" : "model",
        use.keyPrefix(),
        use.firstStep(),
        use.offsets().stream()
            .map(offset -> CodeBlock.of(",$W$L", Text.literal(offset)))
            .collect(CodeBlock.joining("")));
    return field;
  }

  /** Returns a new name for a method. */
  String method(PlannedLayer layer, String direction) {
    return names.method(layer, direction);
  }

  /** Returns how this class reaches a field of the model: {@code model.part1}. */
  String ofModel(String field) {
    usesModel = true;
    return model + field;
  }

  /** Returns what says that a step begins: {@code step(3)}. */
  CodeBlock mark(Step step) {
    usesModel = true;
    return CodeBlock.of("$Lstep($L)", model, places.step(step.index()));
  }

  /** Returns the seed of a dropout: {@code dropoutSeed(0)}. */
  CodeBlock dropoutSeed(int dropout) {
    usesModel = true;
    return CodeBlock.of("$LdropoutSeed($L)", model, dropout);
  }

  /** Returns {@code Activation.LEAKY_RELU, 0.01f}. */
  static CodeBlock activation(Operation.Activate activate) {
    return CodeBlock.of(
        "$T.$L,$W$L", Types.ACTIVATION, activate.function(), Text.literal(activate.slope()));
  }

  /** Returns {@code Shape.image(6, 14, 14)}. */
  static CodeBlock shape(Shape shape) {
    if (shape.flat() && shape.height() == 1 && shape.width() == 1) {
      return CodeBlock.of("$T.units($L)", Types.SHAPE, Text.literal(shape.channels()));
    }
    CodeBlock image = CodeBlock.of("$T.image($L)", Types.SHAPE, dimensions(shape));
    return shape.flat() ? CodeBlock.of("$L.flatten()", image) : image;
  }

  /** Returns the packing of one value for each channel: {@code Packing.vector(Shape.units(6))}. */
  static CodeBlock vector(Step step) {
    Shape shape = step.node().output();
    Shape values = shape.flat() ? shape : Shape.units(shape.channels());
    return CodeBlock.of("$T.vector($L)", Types.PACKING, shape(values));
  }

  /** Returns {@code 6, 14, 14}. */
  static CodeBlock dimensions(Shape shape) {
    return CodeBlock.of(
        "$L, $L, $L",
        Text.literal(shape.channels()),
        Text.literal(shape.height()),
        Text.literal(shape.width()));
  }

  private void addField(String name) {
    fields.add(FieldSpec.builder(Types.TENSOR, name, Modifier.PRIVATE, Modifier.FINAL).build());
  }

  private CodeBlock binding(Buffer buffer) {
    String floats = Text.literal(buffer.floats());
    CodeBlock training = places.offset(buffer.trainingOffset());
    return buffer.kind() == Buffer.Kind.GRADIENT
        ? CodeBlock.of("b.gradient($L, $L)", training, floats)
        : CodeBlock.of(
            "b.activation($L, $L, $L)", training, places.offset(buffer.inferenceOffset()), floats);
  }
}
