package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    for (Symbol symbol : SYMBOLS) {
      for (int i = 1; i <= 16; i++) {
        assertRead(Map.of(symbol, i), (long) i * symbol.code());
      }
    }
    pairs(
        (first, i, second, j) ->
            assertRead(
                Map.of(first, i, second, j), (long) i * first.code() + (long) j * second.code()));
  }

  private static void assertRead(Map<Symbol, Integer> terms, long sum) {
    int folded = Math.toIntExact(sum);
    assertEquals(Optional.of(new Dimension(terms)), Dimension.of(folded));
    assertTrue(Dimension.isSum(folded));
  }

  /** A number more or less could as well be what rounding has left. */
  @Test
  void nothingIsReadIntoSumsWithNumbers() {
    multiples(
        (symbol, i, sum) -> {
          for (int number = 1; number <= 128; number++) {
            assertRefused(sum + number);
            assertRefused(sum - number);
          }
        });
    pairs(
        (first, i, second, j) -> {
          for (int number = 1; number <= 16; number++) {
            assertRefused(i * first.code() + j * second.code() + number);
            assertRefused(i * first.code() + j * second.code() - number);
          }
        });
  }

  @Test
  void numbersAreNumbers() {
    for (int number = 0; number < 16_000; number++) {
      assertFalse(Dimension.isSum(number));
    }
  }

  @Test
  void nothingIsReadIntoQuotients() {
    multiples(
        (symbol, i, sum) -> {
          for (int divisor = 2; divisor <= 4096; divisor += divisor < 100 ? 1 : divisor) {
            if (i % divisor != 0) {
              assertRefused(sum / divisor);
              assertRefused(sum / divisor + 1);
            }
          }
        });
    pairs(
        (first, i, second, j) -> {
          for (int divisor = 2; divisor <= 64; divisor++) {
            if (i % divisor != 0 || j % divisor != 0) {
              assertRefused((i * first.code() + j * second.code()) / divisor);
            }
          }
        });
  }

  /** Of {@code WIDTH / 8 * 8}, {@code (WIDTH + 15) / 16 * 16}, {@code WIDTH / 8 * 6}. */
  @Test
  void nothingIsReadIntoWhatIsRounded() {
    multiples(
        (symbol, i, sum) -> {
          for (int unit = 2; unit <= 64; unit++) {
            if (i % unit == 0) {
              continue;
            }
            for (int added : new int[] {0, unit / 2, unit - 1}) {
              assertRefusedUnlessTooLarge(((long) sum + added) / unit * unit);
            }
            for (int factor = 2; factor <= 16; factor++) {
              assertRefusedUnlessTooLarge((long) (sum / unit) * factor);
            }
          }
        });
    pairs(
        (first, i, second, j) -> {
          int sum = first.code() + second.code();
          for (int unit = 4; unit <= 64 && i == 1 && j == 1; unit *= 2) {
            assertRefused(sum / unit * unit);
            assertRefused((sum + unit - 1) / unit * unit);
          }
        });
  }

  /** A multiple whose last digits are zeros already is what it was: {@code 8 * WIDTH & ~7}. */
  @Test
  void nothingIsReadIntoMasks() {
    multiples(
        (symbol, i, sum) -> {
          for (int bits = 1; bits <= 12; bits++) {
            int mask = (1 << bits) - 1;
            if (i % (1 << bits) != 0) {
              assertRefused(sum & ~mask);
            }
            assertRefused(sum ^ mask);
            assertRefused(~sum);
            assertRefused(-sum);
          }
        });
    for (Symbol first : SYMBOLS) {
      for (int bits = 2; bits <= 12; bits++) {
        assertRefused(first.code() | ((1 << bits) - 1));
      }
      for (int shift = 1; shift <= 12; shift++) {
        assertRefused(first.code() >> shift);
        assertRefused(first.code() >>> shift << shift);
      }
      for (int shift = 1; shift <= 4; shift++) {
        assertEquals(
            Optional.of(new Dimension(Map.of(first, 1 << shift))),
            Dimension.of(first.code() << shift));
      }
      for (Symbol second : SYMBOLS) {
        if (first != second) {
          assertRefused(first.code() & second.code());
          assertRefused(first.code() | second.code());
          assertRefused(first.code() ^ second.code());
        }
      }
    }
  }

  @Test
  void nothingIsReadIntoCasts() {
    for (Symbol symbol : SYMBOLS) {
      for (double factor : new double[] {0.1, 0.125, 0.25, 1 / 3.0, 0.5, 0.75, 1.1, 1.25, 1.5}) {
        int cut = (int) (symbol.code() * factor);
        int cutFloat = (int) (symbol.code() * (float) factor);
        for (int i = 1; i <= 8; i++) {
          assertRefusedUnlessTooLarge((long) i * cut);
          assertRefusedUnlessTooLarge((long) i * cutFloat);
        }
      }
    }
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
                        assertRefused(sum);
                      }
                    }));
  }

  private static void assertRefused(int folded) {
    assertTrue(Dimension.isSum(folded), () -> "a number: " + folded);
    assertEquals(Optional.empty(), Dimension.of(folded));
  }

  private static void assertRefusedUnlessTooLarge(long folded) {
    if (folded <= Integer.MAX_VALUE) {
      assertRefused((int) folded);
    }
  }

  private interface Multiple {
    void of(Symbol symbol, int times, int sum);
  }

  private static void multiples(Multiple multiple) {
    for (Symbol symbol : SYMBOLS) {
      for (int i = 1; i <= 16; i++) {
        multiple.of(symbol, i, i * symbol.code());
      }
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
