package dev.conform.processor.emit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers and names are written, whatever the locale. */
final class Text {

  private Text() {}

  /**
   * Returns a literal for a parameter of type long or int: {@code 1_176}, {@code 4_294_967_296L}.
   */
  static String literal(long value) {
    String digits = String.format(Locale.ROOT, "%,d", value).replace(',', '_');
    return value == (int) value ? digits : digits + "L";
  }

  /** Returns a literal of type float: {@code 0.01f}, {@code 0f}. */
  static String literal(double value) {
    return decimal(value) + "f";
  }

  /** Returns the shortest decimal that is the same float: {@code 0.01}, {@code 0}. */
  static String decimal(double value) {
    String digits = Float.toString((float) value);
    return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
  }

  /** Returns a number for people: {@code 61,706}. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns an amount of memory for people: {@code 35.6 KiB}. */
  static String memory(long floats) {
    double kibibytes = floats * 4 / 1024.0;
    return kibibytes < 1024
        ? String.format(Locale.ROOT, "%,.1f KiB", kibibytes)
        : String.format(Locale.ROOT, "%,.1f MiB", kibibytes / 1024);
  }

  /** Returns {@code maxPool} as {@code MAX_POOL}. */
  static String constant(String name) {
    return name.replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", "_").toUpperCase(Locale.ROOT);
  }

  /** Returns a path as part of a name: {@code stage1.0.reduce} as {@code stage1_0Reduce}. */
  static String identifier(String path) {
    StringBuilder name = new StringBuilder();
    for (String part : path.split("\\.", -1)) {
      boolean number = Character.isDigit(part.charAt(0));
      name.append(number ? "_" + part : name.isEmpty() ? part : capitalized(part));
    }
    return name.toString();
  }

  /** Returns {@code c1} as {@code C1}. */
  static String capitalized(String name) {
    return Character.toString(Character.toTitleCase(name.codePointAt(0)))
        + name.substring(name.offsetByCodePoints(0, 1));
  }

  /** Returns {@code .bn.running_mean} as {@code BnRunningMean}. */
  static String camel(String dotted) {
    return Arrays.stream(dotted.split("[._]", -1))
        .filter(word -> !word.isEmpty())
        .map(Text::capitalized)
        .collect(Collectors.joining());
  }

  /** Returns {@code a, b and c}. */
  static String enumerated(Collection<String> names) {
    String all = String.join(", ", names);
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " and " + all.substring(last + 2);
  }
}
