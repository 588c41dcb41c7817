package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Suggestion;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.ir.PretrainedDecl;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the parameters of a network with those in a file. */
public final class PretrainedCheck {

  private final ShapedGraph graph;
  private final PretrainedDecl pretrained;

  /**
   * Prepares to compare.
   *
   * @param graph a network without errors
   * @param pretrained what it says of the file
   */
  public PretrainedCheck(ShapedGraph graph, PretrainedDecl pretrained) {
    this.graph = graph;
    this.pretrained = pretrained;
  }

  /**
   * Returns one diagnostic with all differences, or nothing.
   *
   * @param file the shape of each tensor by its name
   */
  public Optional<Diagnostic> compare(Map<String, List<Long>> file) {
    Map<String, List<Long>> left = new LinkedHashMap<>(file);
    left.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    List<String> fresh = pretrained.freshKeys(graph);
    left.keySet().removeIf(name -> fresh.stream().anyMatch(name::startsWith));
    List<String> differences = new ArrayList<>();
    List<ParameterSpec> missing = new ArrayList<>();
    for (ParameterSpec parameter : parameters()) {
      if (fresh.stream().anyMatch(parameter.key()::startsWith)) {
        continue;
      }
      List<Long> shape = left.remove(parameter.key());
      if (shape == null) {
        missing.add(parameter);
      } else if (!shape.equals(dimensions(parameter))) {
        differences.add(
            parameter.key() + " is " + shape + " in the file, not " + dimensions(parameter));
      }
    }
    for (ParameterSpec parameter : missing) {
      differences.add(
          parameter.key()
              + " "
              + dimensions(parameter)
              + " is missing from the file"
              + Suggestion.of(parameter.key(), left.keySet())
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(""));
    }
    left.forEach((name, shape) -> differences.add(name + " " + shape + " is not in the network"));
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    Diagnostic problem =
        Diagnostic.of(
            Rule.PRETRAINED_DIFFERS,
            pretrained.position(),
            "%s: %s between %s and the network",
            graph.interfaceName(),
            Text.count(differences.size(), "difference"),
            pretrained.file());
    for (String difference : differences) {
      problem = problem.line("%s", difference);
    }
    return Optional.of(
        problem.line(
            "Give the layers the names of the file with @Key, or use the file of this network"));
  }

  private List<ParameterSpec> parameters() {
    return graph.nodes().stream().flatMap(node -> node.parameters().stream()).toList();
  }

  private static List<Long> dimensions(ParameterSpec parameter) {
    return parameter.dimensions().stream().map(Integer::longValue).toList();
  }
}
