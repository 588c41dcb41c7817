package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HotSpot compiles no method over 8,000 bytes, javac none over 65,535, and a class has as many
 * constants at most.
 */
class LargeNetworkTest {

  private static final int LIMIT = 7_900;

  /** Each kind makes another statement of the constructor the most frequent one. */
  private static String layers(String kind, int count) {
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      layers.append(
          switch (kind) {
            case "dense" -> "@Dense(units = 3) @Relu Layer d%d();\n".formatted(i);
            case "conv" ->
                "@Conv(filters = 3, kernel = 3, padding = 1, bias = false) @BatchNorm @Relu Layer c%d();\n"
                    .formatted(i);
            case "full" ->
                """
                @Conv(filters = 300, kernel = {3, 5}, padding = {2, 3, 2, 3}, dilation = {2, 1}, groups = 3)
                @BatchNorm(momentum = 0.123, epsilon = 0.00123) @LeakyRelu(slope = 0.0123) @Silu @Dropout(0.123)
                @Pool(size = {3, 2}, stride = 1, padding = {1, 0}, dilation = {1, 2}) @Gelu @Tanh @Softmax
                Layer x%d();
                """
                    .formatted(i);
            case "flatten" -> "@Flatten Layer f%d();\n".formatted(i);
            default -> throw new IllegalArgumentException(kind);
          });
    }
    return layers.toString();
  }

  @ParameterizedTest
  @CsvSource({"dense, 10", "dense, 100", "dense, 1000", "conv, 1000", "flatten, 1000", "full, 100"})
  void noMethodIsTooLong(String kind, int count, @TempDir Path folder) throws IOException {
    Network network = Network.of("Large", "3, 4, 4", layers(kind, count));
    Javac.compile(folder, List.of(network));
    try (Stream<Path> files = Files.list(folder.resolve("classes/sample"))) {
      List<Path> classes = files.toList();
      int methods = 0;
      for (Path file : classes) {
        methods += check(file);
      }
      assertTrue(methods >= count, methods + " methods");
      assertTrue(classes.size() > 2 || count <= 100, classes.size() + " classes");
    }
  }

  @Test
  void theEclipseCompilerTakesPartsWithoutAWarning(@TempDir Path folder) {
    Javac.compile(
        new EclipseCompiler(),
        folder,
        List.of(Network.PARTS),
        List.of("-source", "17", "-target", "17", "-warn:-warningToken"));
    String text = Javac.generated(folder, Network.PARTS);
    assertTrue(text.contains("part2.forward(mode, batch);"), "there are no parts to speak of");
  }

  /** Checks every method of a class and returns how many there are. */
  private static int check(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    for (MethodModel method : model.methods()) {
      int length = method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0);
      assertTrue(
          length <= LIMIT,
          () -> file.getFileName() + ": " + method.methodName() + " has " + length + " bytes");
    }
    assertTrue(model.constantPool().size() < 65_536);
    return model.methods().size();
  }
}
