package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;

/** Names that the declaration of a network must leave to its generated class. */
public final class ReservedNames {

  private ReservedNames() {}

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
