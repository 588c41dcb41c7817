package dev.conform.processor.analyze;

import dev.conform.processor.ir.LayerDecl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that the layers of one network or one use of a block can read. */
final class Scope {

  /** What the input is called, unless a layer has that name. */
  private static final String INPUT = "input";

  private final List<String> declared;
  private final Map<String, Integer> made = new LinkedHashMap<>();

  private Scope(List<String> declared) {
    this.declared = declared;
  }

  /**
   * Returns the scope of layers of which none has run yet.
   *
   * @param input the node that makes their input
   */
  static Scope of(List<LayerDecl> layers, int input) {
    Scope scope = new Scope(layers.stream().map(LayerDecl::name).toList());
    scope.made(INPUT, input);
    return scope;
  }

  /** Notes what a layer has made. */
  void made(String layer, int node) {
    made.put(layer, node);
  }

  /** Returns the node that makes what a name stands for. */
  Optional<Integer> node(String name) {
    return Optional.ofNullable(made.get(name));
  }

  /** Tells whether a layer of that name comes later. */
  boolean isLater(String name) {
    return declared.contains(name) && !made.containsKey(name);
  }

  /** Returns all names that can be read, in the order of the layers. */
  List<String> names() {
    return List.copyOf(made.keySet());
  }
}
