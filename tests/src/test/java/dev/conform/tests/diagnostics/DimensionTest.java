package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.dsl.Dim;
import dev.conform.processor.ir.Dimension;
import dev.conform.processor.ir.Symbol;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * All that javac can make of the symbols: every sum that is allowed is read as what it was, and
 * everything else of their size is refused. Computed in {@code int}, as javac folds constants.
 */
class DimensionTest {

  private static final List<Symbol> SYMBOLS = List.of(Symbol.values());

  @Test
  void theConstantsThatUsersWriteAreThoseThatTheProcessorReads() throws IllegalAccessException {
    List<String> written = new ArrayList<>();
    for (Field field : Dim.class.getFields()) {
      written.add(field.getName() + " " + field.getInt(null));
    }
    assertEquals(SYMBOLS.stream().map(symbol -> symbol + " " + symbol.code()).toList(), written);
  }

  @Test
  void everySumThatIsAllowedIsReadAsWhatItWas() {
    for (Symbol first : SYMBOLS) {
      for (int i = 1; i <= 16; i++) {
        assertRead(Map.of(first, i), (long) i * first.code());
      }
    }
    pairs(
        (first, i, second, j) ->
            assertRead(
                Map.of(first, i, second, j), (long) i * first.code() + (long) j * second.code()));
  }

  private static void assertRead(Map<Symbol, Integer> terms, long sum) {
    for (int constant = -10; constant <= 10; constant++) {
      int folded = Math.toIntExact(sum + constant);
      assertEquals(Optional.of(new Dimension(terms, constant)), Dimension.of(folded));
      assertTrue(Dimension.isSum(folded));
    }
  }

  @Test
  void numbersAreNumbers() {
    for (int number = 0; number < 30_000; number++) {
      assertEquals(Optional.of(new Dimension(Map.of(), number)), Dimension.of(number));
    }
  }

  @Test
  void nothingIsReadIntoQuotients() {
    for (Symbol symbol : SYMBOLS) {
      for (int i = 1; i <= 16; i++) {
        for (int divisor = 2; divisor <= 100; divisor++) {
          if (i % divisor != 0) {
            assertRefused(i * symbol.code() / divisor);
          }
        }
      }
    }
    pairs(
        (first, i, second, j) -> {
          for (int divisor = 2; divisor <= 16; divisor++) {
            if (i % divisor != 0 || j % divisor != 0) {
              assertRefused((i * first.code() + j * second.code()) / divisor);
            }
          }
        });
  }

  @Test
  void nothingIsReadIntoDifferences() {
    pairs(
        (first, i, second, j) -> {
          assertRefused(i * first.code() - j * second.code());
          assertRefused(j * second.code() - i * first.code());
        });
  }

  @Test
  void nothingIsReadIntoProducts() {
    for (Symbol first : SYMBOLS) {
      for (Symbol second : SYMBOLS) {
        for (int i = 1; i <= 8; i++) {
          assertRefused(i * first.code() * second.code());
        }
      }
    }
  }

  @Test
  void nothingIsReadIntoSumsOfThree() {
    pairs(
        (first, i, second, j) ->
            SYMBOLS.stream()
                .filter(third -> third.compareTo(second) > 0)
                .forEach(
                    third -> {
                      for (int k = 1; k <= 8; k++) {
                        int sum = i * first.code() + j * second.code() + k * third.code();
                        assertTrue(Dimension.isSum(sum), () -> "a number: " + sum);
                        assertEquals(Optional.empty(), Dimension.of(sum));
                      }
                    }));
  }

  /** Adding or taking away a little does not make it readable either. */
  private static void assertRefused(int folded) {
    for (int constant : new int[] {-10, -1, 0, 1, 10}) {
      assertTrue(Dimension.isSum(folded + constant), () -> "a number: " + folded);
      assertEquals(Optional.empty(), Dimension.of(folded + constant));
    }
  }

  private interface Pair {
    void of(Symbol first, int i, Symbol second, int j);
  }

  private static void pairs(Pair pair) {
    for (Symbol first : SYMBOLS) {
      for (Symbol second : SYMBOLS) {
        for (int i = 1; first.compareTo(second) < 0 && i <= 8; i++) {
          for (int j = 1; j <= 8; j++) {
            pair.of(first, i, second, j);
          }
        }
      }
    }
  }
}
