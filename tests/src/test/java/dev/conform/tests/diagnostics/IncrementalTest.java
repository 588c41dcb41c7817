package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.NetworkProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What build tools rely on that compile only what has changed. */
class IncrementalTest {

  private static final String GRADLE = "META-INF/gradle/incremental.annotation.processors";

  @Test
  void gradleIsToldThatEachFileComesFromOneInterface() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            NetworkProcessor.class.getClassLoader().getResourceAsStream(GRADLE), GRADLE)) {
      assertEquals(
          NetworkProcessor.class.getName() + ",isolating",
          new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void eachFileComesFromOneInterface() {
    Map<String, String> origins = new TreeMap<>();
    WithFiler processor =
        new WithFiler(
            new NetworkProcessor(),
            filer ->
                new WatchedFiler(filer, (name, from) -> origins.put(name, Arrays.toString(from))));
    Javac.compile(
        List.of(),
        List.of(processor),
        Javac.source(
            "Nets",
            """
            import dev.conform.dsl.*;
            import dev.conform.runtime.Layer;

            class Nets {
              @Network(input = {1, 8, 8})
              interface Right {
                @Dense(units = 10) Layer logits();
              }

              @Network(input = {1, 8, 8})
              interface Wrong {
                @Conv(filters = 6, kernel = 9) Layer c1();
              }
            }
            """));
    assertEquals(
        Map.of(
            "Nets_RightModel", "[Nets.Right]",
            "META-INF/conform/Nets.Right.html", "[Nets.Right]",
            "META-INF/conform/Nets.Right.json", "[Nets.Right]",
            "META-INF/conform/Nets.Right.txt", "[Nets.Right]",
            "Nets_WrongModel", "[Nets.Wrong]"),
        origins);
  }
}
