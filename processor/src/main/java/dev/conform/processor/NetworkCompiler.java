package dev.conform.processor;

import dev.conform.processor.analyze.Expander;
import dev.conform.processor.analyze.ShapeInference;
import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Report;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.javac.Messages;
import dev.conform.processor.parse.NetworkParser;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Takes one network through all stages. */
final class NetworkCompiler {

  private final Messages messages;
  private final NetworkParser parser;

  NetworkCompiler(
      ProcessingEnvironment environment, Messages messages, Options options, GeneratedNames names) {
    this.messages = messages;
    this.parser = new NetworkParser(environment.getElementUtils(), environment.getTypeUtils());
  }

  /** Checks a network, prints what was found, and writes its class. */
  void compile(TypeElement type) {
    Checked<NetworkDecl> declared = parser.parse(type);
    Checked<NetworkGraph> graph = then(declared, new Expander()::expand);
    Checked<ShapedGraph> shaped = then(graph, new ShapeInference()::infer);
    messages.print(shaped.report());
  }

  /** Runs a stage on the output of the one before it; the reports add up. */
  private static <A, B> Checked<B> then(
      Checked<A> before, java.util.function.Function<A, Checked<B>> stage) {
    Optional<Checked<B>> after = before.value().map(stage);
    return new Checked<>(
        after.flatMap(Checked::value),
        before.report().and(after.map(Checked::report).orElse(Report.CLEAN)));
  }
}
