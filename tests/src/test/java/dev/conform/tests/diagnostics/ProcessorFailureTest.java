package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** A failure of the processor, or of the disk, is one error, and hides no other network's. */
class ProcessorFailureTest {

  private static final JavaFileObject SOURCE =
      Javac.source(
          "Nets",
          """
          import dev.conform.dsl.*;
          import dev.conform.runtime.Layer;

          class Nets {
            @Network(input = {1, 8, 8})
            interface First {
              @Dense(units = 10) Layer logits();
            }

            @Network(input = {1, 8, 8})
            interface Second {
              @Conv(filters = 6, kernel = 9) Layer c1();
            }

            @Network(input = {1, 8, 8})
            interface Third {
              @Dense(units = 10) Layer logits();
            }
          }
          """);

  @Test
  void anExceptionIsOneErrorThatAsksForAReport() {
    List<Told> told =
        compile(
            (name, origins) -> {
              throw new IllegalArgumentException("injected");
            });
    assertEquals(List.of(6L, 12L), told.stream().map(Told::line).toList(), told.toString());
    String text = told.get(0).text();
    assertTrue(
        text.matches(
            "(?s)\\[Conform/InternalError] Conform \\d+\\.\\d+\\.\\d+\\S* failed on Nets.First;"
                + " this is an error in Conform, not in your code\n"
                + "Please report it with the declaration and the lines below\n"
                + "java.lang.IllegalArgumentException: injected\n"
                + "at .*"),
        text);
    assertTrue(text.contains("at dev.conform.processor."), text);
    assertTrue(told.get(1).text().startsWith("[Conform/KernelExceedsInput]"), told.toString());
  }

  @Test
  void aFullDiskIsToldAsSuch() {
    List<Told> told =
        compile(
            (name, origins) -> {
              throw new IOException("No space left on device");
            });
    assertEquals(List.of(6L, 12L), told.stream().map(Told::line).toList(), told.toString());
    assertEquals(
        """
        [Conform/OutputFailed] First: cannot write Nets_FirstModel.java
        java.io.IOException: No space left on device
        Free some space, or make the output directory writable""",
        told.get(0).text());
  }

  private static List<Told> compile(WatchedFiler.Watcher failure) {
    Processor processor =
        new WithFiler(
            new NetworkProcessor(),
            filer ->
                new WatchedFiler(
                    filer,
                    (name, origins) -> {
                      if (name.equals("Nets_FirstModel")) {
                        failure.creating(name, origins);
                      }
                    }));
    return Javac.told(Javac.compile(List.of(), List.of(processor), SOURCE));
  }
}
