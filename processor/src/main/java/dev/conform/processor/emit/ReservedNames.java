package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import java.util.Set;

/** Names that the declaration of a network must leave to its generated class. */
public final class ReservedNames {

  /**
   * Methods without arguments of {@code Model}, of {@code Object}, and of the generated class; a
   * test compares them with the runtime.
   */
  private static final Set<String> LAYERS =
      Set.of(
          "backward",
          "batchSize",
          "binding",
          "builder",
          "clone",
          "close",
          "enter",
          "exit",
          "finalize",
          "firstNonFinite",
          "getClass",
          "gradientMemory",
          "hashCode",
          "inputShape",
          "isInferenceOnly",
          "kernels",
          "layers",
          "name",
          "notify",
          "notifyAll",
          "output",
          "outputGradient",
          "outputShape",
          "outputTensor",
          "parameterMemory",
          "parameters",
          "toString",
          "wait");

  private ReservedNames() {}

  /**
   * Tells whether no layer may have this name, because the generated class has a method of that
   * name that returns something else.
   *
   * @param name of a layer
   * @return whether it is taken
   */
  public static boolean isLayerReserved(String name) {
    return LAYERS.contains(name);
  }

  /**
   * Tells whether a type inside a network's interface may not have this name, because it would hide
   * one of the runtime's that the generated class uses.
   *
   * @param simpleName of a member type
   * @return whether it is taken
   */
  public static boolean isTypeReserved(String simpleName) {
    return Types.ALL.stream().map(ClassName::simpleName).anyMatch(simpleName::equals);
  }
}
