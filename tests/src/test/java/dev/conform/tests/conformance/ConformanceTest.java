package dev.conform.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs every published vector that applies, and names every other with its reason, in {@code
 * target/conformance.txt}.
 */
class ConformanceTest {

  private static Outcomes onnx = new Outcomes("onnx-node", List.of());
  private static Outcomes gradients = new Outcomes("literal-grads", List.of());

  @BeforeAll
  static void run() throws IOException {
    onnx =
        new Outcomes(
            onnx.kind(),
            ConformanceFolder.files(onnx.kind()).stream()
                .map(OnnxCase::read)
                .map(OnnxOperators::run)
                .toList());
    gradients =
        new Outcomes(
            gradients.kind(),
            ConformanceFolder.files(gradients.kind()).stream().map(LiteralGradient::run).toList());
    System.out.println(onnx.counts());
    System.out.println(gradients.counts());
    Path report = ConformanceFolder.target().resolve("conformance.txt");
    Files.createDirectories(ConformanceFolder.target());
    Files.writeString(report, onnx.report() + "\n" + gradients.report());
  }

  @Test
  void everyOnnxNodeThatAppliesPasses() {
    assertEquals(List.of(), onnx.failures());
  }

  @Test
  void everyLiteralGradientThatAppliesPasses() {
    assertEquals(List.of(), gradients.failures());
  }

  /** More files may be published; fewer of them applying means that something was taken away. */
  @Test
  void everyFileIsEitherRunOrNamed() {
    assertComplete(onnx, 110);
    assertComplete(gradients, 44);
  }

  private static void assertComplete(Outcomes outcomes, int atLeast) {
    int named = outcomes.leftOut().values().stream().mapToInt(List::size).sum();
    assertEquals(outcomes.all().size(), outcomes.applied() + named);
    assertTrue(outcomes.applied() >= atLeast, outcomes::counts);
  }
}
