package dev.conform.tests.network;

import dev.conform.processor.emit.ModelEmitter;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the classes of networks that are narrower than declared, in Conform's place. */
final class NarrowingProcessor extends GraphRecorder {

  private final Narrower narrower;

  NarrowingProcessor(int factor) {
    this.narrower = new Narrower(factor);
  }

  @Override
  NetworkDecl changed(NetworkDecl declared) {
    return narrower.apply(declared);
  }

  @Override
  void recorded(ShapedGraph graph) {
    try {
      new ModelEmitter(true).emit(new Planner().plan(graph)).writeTo(processingEnv.getFiler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
