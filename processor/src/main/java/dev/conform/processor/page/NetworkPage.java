package dev.conform.processor.page;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.plan.ExecutionPlan;
import dev.conform.processor.plan.PlannedLayer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the page of a network: its graph, its layers and its memory, for people who look at it in
 * a browser. It needs nothing but itself.
 */
public final class NetworkPage {

  private final PageTemplate template =
      new PageTemplate(
          "network.mustache", "dagre.LICENSE.js", "dagre.min.js", "page.js", "network.js");

  /** Reads what all pages have in common. */
  public NetworkPage() {}

  /**
   * Writes a page.
   *
   * @param plan of the network
   * @return HTML, the same for the same plan
   */
  public String of(ExecutionPlan plan) {
    ShapedGraph graph = plan.graph();
    Map<String, Object> texts = new HashMap<>();
    texts.put("name", graph.interfaceName());
    texts.put(
        "origin",
        Stream.of(graph.packageName(), graph.year() == 0 ? "" : Integer.toString(graph.year()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" · ")));
    texts.put("input", graph.input().toString());
    texts.put("output", graph.outputShape().toString());
    texts.put("depth", number(graph.depth()));
    texts.put("layers", number(plan.layers().stream().filter(layer -> !isInput(layer)).count()));
    texts.put(
        "parameters", number(graph.nodes().stream().mapToLong(ShapedNode::parameterCount).sum()));
    texts.put("macs", number(graph.nodes().stream().mapToLong(ShapedNode::macs).sum()));
    return template.render(texts, PageData.of(plan));
  }

  private static boolean isInput(PlannedLayer layer) {
    return layer.nodes().stream().anyMatch(node -> node.operation() instanceof Operation.Input);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
