package dev.conform.tests.golden;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.CompilationSubject;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.conform.processor.NetworkProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with errors does not break the code that uses it. */
class StubTest {

  private static final String USER =
      """
      package sample;

      import dev.conform.runtime.Mode;

      class User {
        float[] use(float[] image) {
          try (BrokenModel model = BrokenModel.builder().batchSize(1).build()) {
            model.forward(image, Mode.INFERENCE);
            model.good().activation(0);
            return model.predict(image);
          }
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Conv(filters = 3, kernel = 9) Layer bad();",
        "@Dense(units = -1) Layer bad();",
        "@Dense(units = 3) Layer bad(int argument);",
        "@Dense(units = 3) int bad();",
        "@Dense(units = 3) Layer parameters();",
        "@Dense(units = 3) Layer close();",
      })
  void onlyTheNetworksOwnErrorIsShown(String bad) {
    Network network = Network.of("Broken", "1, 8, 8", "@Dense(units = 64) Layer good();\n" + bad);
    if (bad.contains("kernel")) {
      network = Network.of("Broken", "1, 8, 8", bad + "\n@Dense(units = 2) Layer good();");
    }
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new NetworkProcessor())
            .compile(
                JavaFileObjects.forSourceString("sample.Broken", network.source()),
                JavaFileObjects.forSourceString("sample.User", USER));
    CompilationSubject.assertThat(compilation).failed();
    CompilationSubject.assertThat(compilation).hadErrorCount(1);
    CompilationSubject.assertThat(compilation).hadErrorContaining("[Conform/");
  }

  @Test
  void theSameCodeCompilesOnceTheNetworkIsRight() {
    Network network = Network.of("Broken", "1, 8, 8", "@Dense(units = 64) Layer good();");
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new NetworkProcessor())
            .compile(
                JavaFileObjects.forSourceString("sample.Broken", network.source()),
                JavaFileObjects.forSourceString("sample.User", USER));
    CompilationSubject.assertThat(compilation).succeededWithoutWarnings();
  }
}
