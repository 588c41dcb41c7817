package dev.conform.tests.page;

import dev.conform.processor.NetworkProcessor;
import dev.conform.runtime.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Networks that no example shows. */
final class Declarations {

  private static final String HEAD =
      """
      package shown;

      import dev.conform.dsl.*;
      import dev.conform.runtime.Layer;

      """;

  /** Names that would be markup, a regular expression or a template if nobody took care. */
  private static final String STRANGE =
      """
      @Network(input = {1, 8, 8})
      public interface Str$ange {
        @Conv(filters = 4, kernel = 3) @Relu Layer größe();
        @Conv(filters = 4, kernel = 3) @Relu Layer $_();
        @Conv(filters = 4, kernel = 1) @Relu Layer constructor();
        @Dense(units = 3)                    Layer 出力();
      }
      """;

  private static final String LONG =
      """
      @Network(input = {4, 8, 8})
      @SuppressWarnings("conform:ReceptiveFieldTooLarge")
      public interface Long {
      %s
      }
      """
          .formatted(
              IntStream.range(0, 1000)
                  .mapToObj(
                      i ->
                          "@Conv(filters = 4, kernel = 3, padding = 1, bias = false) @BatchNorm @Relu Layer c"
                              + i
                              + "();")
                  .collect(Collectors.joining("\n")));

  private static final String TWO_INPUTS =
      """
      @Network(input = {4, 8, 8})
      public interface TwoInputs {
        @Conv(filters = 4, kernel = 3) @Relu   Layer image();
        @Input({4, 6, 6})                      Layer mask();
        @Add({"image", "mask"}) @Relu          Layer sum();
        @Dense(units = 3)                      Layer scores();
      }
      """;

  private static final Map<String, String> ALL =
      Map.of(
          "TwoInputs", TWO_INPUTS,
          "Str$ange", STRANGE,
          "Long", LONG);

  private Declarations() {}

  /**
   * Lets javac check all networks and the processor write what it writes.
   *
   * @return the folder with the pages
   */
  static Path process(Path folder, String... options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> sources = new ArrayList<>();
      Path source = Files.createDirectories(folder.resolve("src/shown"));
      for (Map.Entry<String, String> network : ALL.entrySet()) {
        sources.add(
            Files.writeString(
                source.resolve(network.getKey() + ".java"), HEAD + network.getValue()));
      }
      Path classes = Files.createDirectories(folder.resolve("classes"));
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(
          StandardLocation.CLASS_PATH, List.of(of(dev.conform.dsl.Network.class), of(Model.class)));
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      List<String> all = new ArrayList<>(List.of("-proc:only"));
      all.addAll(List.of(options));
      JavaCompiler.CompilationTask task = compiler.getTask(null, files, null, all, null, units);
      task.setProcessors(List.<Processor>of(new NetworkProcessor()));
      if (!task.call()) {
        throw new AssertionError("javac refuses the declarations");
      }
      return classes.resolve("META-INF/conform");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
