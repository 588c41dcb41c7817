package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.processor.diag.Suggestion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is suggested for a misspelt name, and what is not. */
class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "rigth, right",
    "lfet, left",
    "ploo, pool",
    "pol, pool",
    "stge11, stage1",
    "Stem, stem",
    "stagee1, stage1",
    "b, ",
    "x, ",
    "ab, ",
    "flow, ",
    "tensor, "
  })
  void isNear(String written, String meant) {
    assertEquals(
        Optional.ofNullable(meant),
        Suggestion.of(written, List.of("left", "right", "pool", "stem", "stage1", "a")));
  }
}
