package dev.conform.tests.network;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.conform.processor.NetworkProcessor;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * A network as a test declares it, of layers, blocks of the literature and those of {@code
 * networks/sample/Blocks.java}; it is compiled once, when it is first asked for.
 */
final class Declared {

  private static final String HEADER =
      """
      package sample;

      import dev.conform.dsl.*;
      import dev.conform.examples.efficientnet.InvertedBottleneck;
      import dev.conform.examples.mobilenet.InvertedResidual;
      import dev.conform.examples.resnet.BasicBlock;
      import dev.conform.examples.resnet.Bottleneck;
      import dev.conform.examples.squeezenet.Fire;
      import dev.conform.runtime.Layer;
      import sample.Blocks.*;

      """;

  private static final JavaFileObject BLOCKS =
      JavaFileObjects.forResource("networks/sample/Blocks.java");

  private final String name;
  private final String source;
  private final GraphRecorder recorder;
  private final List<Processor> processors;
  private @Nullable Compiled compiled;

  /**
   * Declares a network.
   *
   * @param name of the interface
   * @param input {@code channels, height, width}
   * @param layers the methods
   */
  Declared(String name, String input, String layers) {
    this(
        name,
        HEADER
            + "@Network(input = {%s})\npublic interface %s {\n%s}\n"
                .formatted(input, name, layers.indent(2)),
        new GraphRecorder());
    processors.add(new NetworkProcessor());
  }

  /**
   * Declares an example again, smaller.
   *
   * @param example the interface, whose name it gets
   * @param input {@code channels, height, width}
   * @param factor by which all layers are narrower than in the example
   */
  Declared(Class<?> example, String input, int factor) {
    this(
        example.getSimpleName(),
        "package sample;\n@dev.conform.dsl.Network(input = {%s})\npublic interface %s extends %s {}\n"
            .formatted(input, example.getSimpleName(), example.getName()),
        new NarrowingProcessor(factor));
  }

  private Declared(String name, String source, GraphRecorder recorder) {
    this.name = name;
    this.source = source;
    this.recorder = recorder;
    this.processors = new ArrayList<>(List.of(recorder));
  }

  /** Returns what the front stages make of it. */
  ShapedGraph graph() {
    return compiled().graph();
  }

  /** Returns the class that the processor writes, and the graph it was written from. */
  synchronized Compiled compiled() {
    if (compiled == null) {
      compiled = compile();
    }
    return compiled;
  }

  private Compiled compile() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(processors)
            .compile(BLOCKS, JavaFileObjects.forSourceString("sample." + name, source));
    assertThat(compilation).succeeded();
    return new Compiled(
        recorder.graph(name), new CompiledClasses(compilation).load("sample." + name + "Model"));
  }

  @Override
  public String toString() {
    return name;
  }
}
