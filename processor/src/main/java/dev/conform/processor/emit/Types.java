package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import java.util.List;

/** The names of the runtime's types that generated code uses. */
final class Types {

  private static final String RUNTIME = "dev.conform.runtime";
  private static final String KERNEL = "dev.conform.runtime.kernel";

  static final ClassName BINDING = ClassName.get(RUNTIME, "Binding");
  static final ClassName BLUEPRINT = ClassName.get(RUNTIME, "Blueprint");
  static final ClassName INIT = ClassName.get(RUNTIME, "Init");
  static final ClassName LAYER = ClassName.get(RUNTIME, "Layer");
  static final ClassName MODE = ClassName.get(RUNTIME, "Mode");
  static final ClassName MODEL = ClassName.get(RUNTIME, "Model");
  static final ClassName MODEL_BUILDER = ClassName.get(RUNTIME, "ModelBuilder");
  static final ClassName PACKING = ClassName.get(RUNTIME, "Packing");
  static final ClassName PLAN = ClassName.get(RUNTIME, "Plan");
  static final ClassName SHAPE = ClassName.get(RUNTIME, "Shape");

  static final ClassName ACTIVATION = ClassName.get(KERNEL, "Activation");
  static final ClassName CONV = ClassName.get(KERNEL, "Conv2d");
  static final ClassName ALGORITHM = CONV.nestedClass("Algorithm");
  static final ClassName KERNELS = ClassName.get(KERNEL, "Kernels");
  static final ClassName POOL = ClassName.get(KERNEL, "Pool2d");
  static final ClassName PAD = ClassName.get(KERNEL, "Pad2d");
  static final ClassName PREPARED = ClassName.get(KERNEL, "Prepared");
  static final ClassName TENSOR = ClassName.get(KERNEL, "Tensor");
  static final ClassName UPSAMPLE = ClassName.get(KERNEL, "Upsample2d");

  static final ClassName LAYER_ORDER = ClassName.get("dev.conform.dsl", "LayerOrder");
  static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");

  /** All that a generated class may import. */
  static final List<ClassName> ALL =
      List.of(
          BINDING,
          BLUEPRINT,
          INIT,
          LAYER,
          LAYER_ORDER,
          MODE,
          MODEL,
          MODEL_BUILDER,
          PACKING,
          PLAN,
          SHAPE,
          ACTIVATION,
          CONV,
          KERNELS,
          PAD,
          POOL,
          PREPARED,
          TENSOR,
          UPSAMPLE,
          GENERATED);

  private Types() {}

  /** Returns the type of a declaration. */
  static ClassName declaration(String packageName, String interfaceName) {
    String[] names = interfaceName.split("\\.", -1);
    ClassName type = ClassName.get(packageName, names[0]);
    for (int i = 1; i < names.length; i++) {
      type = type.nestedClass(names[i]);
    }
    return type;
  }
}
