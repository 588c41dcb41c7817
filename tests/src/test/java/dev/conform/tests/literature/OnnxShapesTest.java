package dev.conform.tests.literature;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.conform.tests.conformance.ConformanceFolder;
import dev.conform.tests.network.GraphRecorder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four networks that ONNX published, node by node in the order of their file: operator, shapes of
 * inputs, weights and output. Where they differ from ours, a declaration of the test says so.
 */
class OnnxShapesTest {

  @ParameterizedTest
  @CsvSource({
    "light_bvlc_alexnet.json, OnnxAlexNet",
    "light_vgg19.json, OnnxVgg19",
    "light_inception_v1.json, OnnxInceptionV1",
    "light_resnet50.json, OnnxResNet50"
  })
  void areTheSameAtEveryNode(String file, String network) {
    GraphRecorder recorder = new GraphRecorder();
    Compilation compilation =
        Compiler.javac()
            .withProcessors(recorder)
            .withOptions("-implicit:none")
            .compile(JavaFileObjects.forResource("literature/" + network + ".java"));
    assertThat(compilation).succeeded();

    List<OnnxNode> published = OnnxNode.read(published(file));
    List<OnnxNode> ours = OnnxNode.of(recorder.graph(network));

    for (int i = 0; i < Math.min(published.size(), ours.size()); i++) {
      assertEquals(published.get(i), ours.get(i), "node " + i);
    }
    assertEquals(published.size(), ours.size());
  }

  private static Path published(String name) {
    return ConformanceFolder.files("onnx-shapes").stream()
        .filter(file -> file.endsWith(name))
        .findFirst()
        .orElseThrow();
  }
}
