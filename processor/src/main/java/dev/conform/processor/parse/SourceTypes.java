package dev.conform.processor.parse;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The types that this compilation has the source of: only there a message has a line to show. */
public final class SourceTypes {

  private final Set<String> outermost = new HashSet<>();

  /** Starts without any. */
  public SourceTypes() {}

  /**
   * Adds a type and all inside it.
   *
   * @param type a root of the compilation
   */
  public void add(TypeElement type) {
    outermost.add(type.getQualifiedName().toString());
  }

  /** Tells whether a type was compiled elsewhere. */
  boolean isElsewhere(TypeElement type) {
    Element outer = type;
    while (outer.getEnclosingElement() instanceof TypeElement enclosing) {
      outer = enclosing;
    }
    return outer instanceof TypeElement root
        && !outermost.contains(root.getQualifiedName().toString());
  }
}
