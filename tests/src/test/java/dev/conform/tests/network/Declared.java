package dev.conform.tests.network;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.conform.processor.ir.ShapedGraph;

/** A network as a test declares it. */
final class Declared {

  private static final String HEADER =
      """
      package sample;

      import dev.conform.dsl.*;
      import dev.conform.runtime.Layer;

      """;

  private final String name;
  private final String source;

  /**
   * Declares a network.
   *
   * @param name of the interface
   * @param input {@code channels, height, width}
   * @param layers the methods
   */
  Declared(String name, String input, String layers) {
    this.name = name;
    this.source =
        HEADER
            + "@Network(input = {%s})\npublic interface %s {\n%s}\n"
                .formatted(input, name, layers.indent(2));
  }

  /** Returns what the front stages make of it. */
  ShapedGraph graph() {
    GraphRecorder recorder = new GraphRecorder();
    Compilation compilation =
        Compiler.javac()
            .withProcessors(recorder)
            .compile(JavaFileObjects.forSourceString("sample." + name, source));
    assertThat(compilation).succeeded();
    return recorder.graph(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
