package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.List;

/**
 * What {@code @Pretrained} says.
 *
 * @param file the name of a safetensors file
 * @param fresh the layers that the interface itself declares on top of those it inherits: they are
 *     not in the file, or not like this
 * @param position of the name
 */
public record PretrainedDecl(String file, List<String> fresh, Position position) {

  /** Keeps an immutable copy. */
  public PretrainedDecl {
    fresh = List.copyOf(fresh);
  }

  /** Returns what the keys of parameters begin with that are not in the file. */
  public List<String> freshKeys(ShapedGraph graph) {
    return graph.nodes().stream()
        .filter(node -> fresh.contains(node.method()))
        .flatMap(node -> node.parameters().stream())
        .map(parameter -> parameter.key().substring(0, parameter.key().lastIndexOf('.') + 1))
        .distinct()
        .toList();
  }
}
