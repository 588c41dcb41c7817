package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window.Border;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads numbers out of one annotation and tells of those that mean nothing. */
final class Values {

  /** What the annotations call padding that is found by the compiler. */
  static final int SAME = Integer.MIN_VALUE;

  static final int HALF = Integer.MIN_VALUE + 1;

  private static final String PADDING = "padding";

  private static final Map<Integer, Border> BORDERS = Map.of(SAME, Border.SAME, HALF, Border.HALF);

  private final AnnotationReader reader;
  private final String owner;
  private final List<Diagnostic> problems;
  private final Symbols symbols;

  /**
   * Prepares to read.
   *
   * @param owner how messages start: {@code layer c1: }
   * @param problems where problems are told
   * @param symbols what sums of symbols mean here
   */
  Values(AnnotationReader reader, String owner, List<Diagnostic> problems, Symbols symbols) {
    this.reader = reader;
    this.owner = owner;
    this.problems = problems;
    this.symbols = symbols;
  }

  /** A number for height and one for width. */
  record Pair(int height, int width) {}

  /** Rows and columns around an image. */
  record Sides(int top, int left, int bottom, int right, Border border) {}

  /** Reads a number that is 1 or more. */
  Optional<Integer> positive(String name) {
    Optional<Integer> number =
        reader.integer(name).filter(n -> symbols.accept(reader, name, owner, n, problems));
    if (number.isPresent() && number.get() < 1) {
      tellRange(name, name, number.get());
      return Optional.empty();
    }
    return number;
  }

  /** Reads a number for which 0 or less means that it is not given. */
  Optional<Integer> given(String name) {
    return reader.isWritten(name) ? positive(name) : Optional.empty();
  }

  /** Reads all numbers of an array, each 1 or more. */
  Optional<List<Integer>> list(String name) {
    return integers(name).filter(numbers -> areAllPositive(name, numbers));
  }

  /** Reads one number for both axes, or two, each 0 or more. */
  Optional<Pair> pairFromZero(String name) {
    Optional<List<Integer>> numbers = integers(name);
    if (numbers.isEmpty() || !hasCount(name, numbers.get(), 1, 2)) {
      return Optional.empty();
    }
    List<Integer> n = numbers.get();
    return areAllFromZero(name, n)
        ? Optional.of(new Pair(n.get(0), n.get(n.size() - 1)))
        : Optional.empty();
  }

  private Optional<List<Integer>> integers(String name) {
    Optional<List<Integer>> numbers = reader.integers(name);
    boolean readable = true;
    for (int i = 0; i < numbers.map(List::size).orElse(0); i++) {
      List<Integer> n = numbers.orElseThrow();
      readable &=
          BORDERS.containsKey(n.get(i))
              || symbols.accept(reader, place(name, i, n), owner, n.get(i), problems);
    }
    return readable ? numbers : Optional.empty();
  }

  /** Reads one number for both axes, or two, each 1 or more. */
  Optional<Pair> pair(String name) {
    Optional<List<Integer>> numbers = integers(name);
    if (numbers.isEmpty()
        || !hasCount(name, numbers.get(), 1, 2)
        || !areAllPositive(name, numbers.get())) {
      return Optional.empty();
    }
    List<Integer> n = numbers.get();
    return Optional.of(new Pair(n.get(0), n.get(n.size() - 1)));
  }

  /** Reads as {@link #pair}, and takes {@code otherwise} where the default is no number. */
  Optional<Pair> pairOr(String name, Optional<Pair> otherwise) {
    boolean none = !reader.isWritten(name) && reader.integers(name).equals(Optional.of(List.of()));
    return none ? otherwise : pair(name);
  }

  /** Reads exactly three numbers, each 1 or more. */
  Optional<List<Integer>> triple(String name) {
    return integers(name)
        .filter(numbers -> hasCount(name, numbers, 3) && areAllPositive(name, numbers));
  }

  /** Reads padding: one number, two, four, SAME or HALF. */
  Optional<Sides> padding() {
    Border border =
        reader
            .integers(PADDING)
            .filter(numbers -> numbers.size() == 1)
            .map(numbers -> BORDERS.get(numbers.get(0)))
            .orElse(Border.NUMBERS);
    return border == Border.NUMBERS ? sides(PADDING) : Optional.of(new Sides(0, 0, 0, 0, border));
  }

  /** Reads one number for all sides, two or four. */
  Optional<Sides> sides(String name) {
    Optional<List<Integer>> numbers = integers(name);
    if (numbers.isEmpty()
        || !hasCount(name, numbers.get(), 1, 2, 4)
        || !areAllFromZero(name, numbers.get())) {
      return Optional.empty();
    }
    List<Integer> n = numbers.get();
    return Optional.of(
        switch (n.size()) {
          case 1 -> new Sides(n.get(0), n.get(0), n.get(0), n.get(0), Border.NUMBERS);
          case 2 -> new Sides(n.get(0), n.get(1), n.get(0), n.get(1), Border.NUMBERS);
          default -> new Sides(n.get(0), n.get(1), n.get(2), n.get(3), Border.NUMBERS);
        });
  }

  private boolean areAllFromZero(String name, List<Integer> n) {
    boolean valid = true;
    for (int i = 0; i < n.size(); i++) {
      if (n.get(i) < 0) {
        valid = false;
        problems.add(
            Diagnostic.of(
                    Rule.OUT_OF_RANGE,
                    reader.at(place(name, i, n)),
                    "%s%s = %s, but it must be 0 or more",
                    owner,
                    place(name, i, n),
                    shown(n.get(i)))
                .line("%s", fromZero(name, n.get(i))));
      }
    }
    return valid;
  }

  private static String fromZero(String name, int number) {
    boolean padding = name.equals(PADDING);
    if (!BORDERS.containsKey(number)) {
      return padding ? "Use padding = 0, or Padding.SAME" : "Use a number from 0 on for " + name;
    }
    return padding
        ? shown(number) + " stands for all sides: write padding = " + shown(number)
        : ofPaddingOnly(number);
  }

  private static String ofPaddingOnly(int number) {
    return shown(number) + " is a value of padding only";
  }

  /** Reads a number with a fraction. */
  Optional<Double> number(String name, String label, Range range) {
    Optional<Double> number = reader.number(name);
    if (number.isPresent() && !range.contains(number.get())) {
      problems.add(
          Diagnostic.of(
                  Rule.OUT_OF_RANGE,
                  reader.at(name),
                  "%s%s = %s, but it must be %s",
                  owner,
                  label,
                  number.get(),
                  range)
              .line("The usual value is %s", usual(label)));
      return Optional.empty();
    }
    return number;
  }

  private static String usual(String label) {
    return switch (label) {
      case "momentum" -> "0.1";
      case "epsilon" -> "1e-5";
      case "slope" -> "0.01";
      case "alpha" -> "1e-4";
      case "beta" -> "0.75";
      case "k", "weight", "width", "depth" -> "1";
      case "rate" -> "0.5";
      default -> throw new IllegalArgumentException(label + " has no usual value");
    };
  }

  Optional<Boolean> flag(String name) {
    return reader.flag(name);
  }

  Optional<String> constant(String name) {
    return reader.constant(name);
  }

  Optional<List<String>> texts(String name) {
    return reader.texts(name);
  }

  /** Reads names of layers, at least one. */
  Optional<List<String>> names(String name) {
    Optional<List<String>> names = reader.texts(name);
    if (names.isPresent() && names.get().isEmpty()) {
      problems.add(
          Diagnostic.of(Rule.WRONG_COUNT, reader.position(), "%sno layers are named", owner)
              .line("Name the layers to join, for example {\"a\", \"b\"}"));
      return Optional.empty();
    }
    return names;
  }

  /** Reads the shape of an image: channels, height and width. */
  Optional<Shape> shape(String name) {
    return triple(name)
        .flatMap(
            n -> {
              BigInteger elements =
                  n.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
              if (elements.bitLength() <= 31) {
                return Optional.of(Shape.image(n.get(0), n.get(1), n.get(2)));
              }
              problems.add(
                  Diagnostic.of(
                          Rule.TOO_LARGE,
                          reader.at(name),
                          "%sits input has %s values, more than the %s that a Java array holds",
                          owner,
                          Text.format("%,d", elements),
                          Text.number(Integer.MAX_VALUE))
                      .line(
                          "%d×%d×%d = %s",
                          n.get(0), n.get(1), n.get(2), Text.format("%,d", elements))
                      .line("Use smaller images"));
              return Optional.empty();
            });
  }

  /** Tells of a wrong number of numbers, or returns true. */
  boolean hasCount(String name, List<Integer> numbers, Integer... counts) {
    List<Integer> allowed = List.of(counts);
    if (allowed.contains(numbers.size())) {
      return true;
    }
    problems.add(
        Diagnostic.of(
                Rule.WRONG_COUNT,
                reader.at(name),
                "%s%s has %s, but takes %s",
                owner,
                name,
                numbers.isEmpty() ? "no numbers" : Text.count(numbers.size(), "number"),
                allowed.stream().map(String::valueOf).collect(Collectors.joining(" or ")))
            .line("%s", form(name, allowed)));
    return false;
  }

  private static String form(String name, List<Integer> allowed) {
    List<String> forms = new ArrayList<>();
    if (allowed.contains(3)) {
      forms.add("{channels, height, width}");
    }
    if (allowed.contains(1)) {
      forms.add(name.equals("output") ? "{units}" : "one number for all sides");
    }
    if (allowed.contains(2)) {
      forms.add("{height, width}");
    }
    if (allowed.contains(4)) {
      forms.add("{top, left, bottom, right}");
    }
    return "Use " + String.join(", or ", forms);
  }

  /** Tells of every number under 1, or returns true. */
  boolean areAllPositive(String name, List<Integer> numbers) {
    boolean valid = true;
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) < 1) {
        valid = false;
        tellRange(name, place(name, i, numbers), numbers.get(i));
      }
    }
    return valid;
  }

  private void tellRange(String name, String place, int number) {
    problems.add(
        Diagnostic.of(
                Rule.OUT_OF_RANGE,
                reader.at(place),
                "%s%s = %s, but it must be 1 or more",
                owner,
                place,
                shown(number))
            .line(
                BORDERS.containsKey(number)
                    ? ofPaddingOnly(number)
                    : "Use a number from 1 on for " + name));
  }

  private static String place(String name, int index, List<Integer> numbers) {
    return numbers.size() == 1 ? name : name + "[" + index + "]";
  }

  private static String shown(int number) {
    Border border = BORDERS.get(number);
    return border == null ? String.valueOf(number) : "Padding." + border;
  }
}
