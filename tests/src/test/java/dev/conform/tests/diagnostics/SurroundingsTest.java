package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other processors, names, locales and options around a network. */
class SurroundingsTest {

  private static final String IMPORTS =
      "import dev.conform.dsl.*; import dev.conform.runtime.Layer; ";

  /** Writes a class where its own annotation stands. */
  private static final class Sizes extends AbstractProcessor {
    private boolean written;

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!written) {
        written = true;
        try (Writer writer = processingEnv.getFiler().createSourceFile("made.Sizes").openWriter()) {
          writer.write("package made; public interface Sizes { int KERNEL = 3; }");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("Made");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }
  }

  @Test
  void waitsForATypeThatAnotherProcessorWrites() {
    JavaFileObject source =
        Javac.source(
            "Net",
            IMPORTS
                + "@interface Made {} "
                + "@Made @Network(input = {1, 8, 8}) @Expect(output = {4, 6, 6})"
                + " interface Net extends made.Sizes {"
                + " @Conv(filters = 4, kernel = made.Sizes.KERNEL) Layer c1(); }");
    Compilation compilation =
        Javac.compile(List.of(), List.of(new NetworkProcessor(), new Sizes()), source);
    assertEquals(List.of(), Javac.told(compilation));
    assertTrue(compilation.generatedSourceFile("NetModel").isPresent());
  }

  @Test
  void checksWhatAnotherProcessorsConstantMakesWrong() {
    JavaFileObject source =
        Javac.source(
            "Net",
            IMPORTS
                + "@interface Made {} "
                + "@Made @Network(input = {1, 2, 2}) interface Net {"
                + " @Conv(filters = 4, kernel = made.Sizes.KERNEL) Layer c1(); }");
    Compilation compilation =
        Javac.compile(List.of(), List.of(new NetworkProcessor(), new Sizes()), source);
    List<Told> told = Javac.told(compilation);
    assertEquals(1, told.size(), told.toString());
    assertTrue(
        told.get(0).text().startsWith("[Conform/KernelExceedsInput] layer c1: kernel 3×3"),
        told.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "con",
        "aux",
        "NUL",
        "$",
        "a$b",
        "Сеть",
        "网络",
        "Σ",
        "i",
        "I",
        "ß",
        "été",
        "Model",
        "Layer",
        "Tensor",
        "Override",
        "String",
      })
  void anyNameOfANetworkCompiles(String name) {
    assertSilent(name, "logits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "native_",
        "$",
        "слой",
        "层",
        "ß",
        "c1",
        "C1",
        "input",
        "settings",
        "kernels_",
        "batch",
        "mode",
        "weight",
        "con",
      })
  void anyNameOfALayerCompiles(String name) {
    assertSilent("Net", name);
  }

  @Test
  void longNamesCompile() {
    assertSilent("N".repeat(200), "l".repeat(300));
  }

  @Test
  void namesThatDifferInCaseOnlyAreDifferentLayers() {
    JavaFileObject source =
        Javac.source(
            "Net",
            IMPORTS
                + "@Network(input = {1, 8, 8}) interface Net {"
                + " @Dense(units = 4) @Relu Layer fcOne(); @Dense(units = 4) @Relu Layer fcone();"
                + " @Dense(units = 4) @Relu Layer fc_one(); @Dense(units = 4) Layer FC_ONE(); }");
    assertEquals(List.of(), Javac.told(Javac.compile(source)));
  }

  private static void assertSilent(String network, String layer) {
    JavaFileObject source =
        Javac.source(
            "names." + network,
            "package names; "
                + "import dev.conform.dsl.*; "
                + "@Network(input = {1, 8, 8}) public interface "
                + network
                + " { @Conv(filters = 2, kernel = 3) @Relu @Dropout dev.conform.runtime.Layer "
                + layer
                + "(); }");
    Compilation compilation = Javac.compile(source);
    assertEquals(List.of(), Javac.told(compilation));
    assertEquals(Compilation.Status.SUCCESS, compilation.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "de-DE"})
  void saysTheSameUnderEveryLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      for (String file : List.of("ExpectationFailed", "KernelExceedsInput", "BorderDropped")) {
        String text = Files.readString(MarkedSourcesTest.SOURCES.resolve(file + ".java"));
        MarkedSource source = MarkedSource.of(text);
        assertEquals(
            source.expected().stream().sorted(Told.ORDER).toList(),
            Javac.told(Javac.compile(Javac.source("diagnostics." + file, text))));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void printsTheSummaryOnRequestOnly() {
    JavaFileObject source =
        Javac.source(
            "Net",
            IMPORTS
                + "@Network(input = {1, 28, 28}) interface Net {"
                + " @Dense(units = 10) Layer logits(); }");
    assertEquals(List.of(), notes(Javac.compile(source)));
    List<String> notes =
        notes(
            Javac.compile(
                List.of("-Aconform.summary=true"), List.of(new NetworkProcessor()), source));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith("Net\n") && notes.get(0).contains("7,850"), notes.get(0));
  }

  private static List<String> notes(Compilation compilation) {
    return compilation.diagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.NOTE)
        .map(d -> d.getMessage(Locale.ENGLISH))
        .toList();
  }
}
