package dev.conform.processor.diag;

import java.util.List;
import java.util.Locale;

/** Formats numbers the same way on every machine. */
public final class Text {

  private Text() {}

  /** Formats without regard to the machine's locale. */
  public static String format(String format, Object... arguments) {
    return arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
  }

  /** Returns for example {@code 61,706}. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Returns {@code 1 parameter} or {@code 2 parameters}. */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
