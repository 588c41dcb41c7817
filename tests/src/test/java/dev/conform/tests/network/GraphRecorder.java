package dev.conform.tests.network;

import dev.conform.processor.analyze.Expander;
import dev.conform.processor.analyze.ShapeInference;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.parse.NetworkParser;
import dev.conform.processor.parse.SourceTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Runs beside Conform's processor and keeps what its front stages make of each network. */
public class GraphRecorder extends AbstractProcessor {

  private final Map<String, ShapedGraph> graphs = new LinkedHashMap<>();
  private final SourceTypes sources = new SourceTypes();

  /** Returns the graph of a network by its simple name. */
  public ShapedGraph graph(String name) {
    ShapedGraph graph = graphs.get(name);
    if (graph == null) {
      throw new IllegalArgumentException("no network " + name + "; there are " + graphs.keySet());
    }
    return graph;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("dev.conform.dsl.Network");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    ElementFilter.typesIn(round.getRootElements()).forEach(sources::add);
    NetworkParser parser = new NetworkParser(processingEnv.getElementUtils(), sources);
    for (TypeElement annotation : annotations) {
      for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
        parser
            .parse(type)
            .value()
            .flatMap(declared -> new Expander().expand(changed(declared)).value())
            .flatMap(graph -> new ShapeInference().infer(graph).value())
            .ifPresent(
                graph -> {
                  graphs.put(type.getSimpleName().toString(), graph);
                  recorded(graph);
                });
      }
    }
    return false; // Conform's processor wants to see them too
  }

  /** Returns the declaration to make a graph from. */
  NetworkDecl changed(NetworkDecl declared) {
    return declared;
  }

  /** Does something with each graph. */
  void recorded(ShapedGraph graph) {}
}
