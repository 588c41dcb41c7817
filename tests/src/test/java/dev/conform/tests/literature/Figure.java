package dev.conform.tests.literature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number that an {@code @Expect} of an example asserts.
 *
 * @param file the example
 * @param text of the file
 * @param name for example {@code parameters}
 * @param start of the number in the text
 * @param end of its digits
 */
record Figure(Path file, String text, String name, int start, int end) {

  private static final Pattern EXPECT = Pattern.compile("@Expect\\(([^)]*)\\)");
  private static final Pattern VALUE = Pattern.compile("(\\w+) = ([\\d_]+)");

  /** Reads all figures of a file. */
  static Stream<Figure> of(Path file) {
    String text = read(file);
    return EXPECT.matcher(text).results().flatMap(expect -> of(file, text, expect));
  }

  private static Stream<Figure> of(Path file, String text, MatchResult expect) {
    Matcher values = VALUE.matcher(text).region(expect.start(1), expect.end(1));
    return values.results().map(v -> new Figure(file, text, v.group(1), v.start(2), v.end(2)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Returns the interface's name with its package. */
  String type() {
    String folder = file.toString().replace('\\', '/').replaceFirst("^.*/java/", "");
    return folder.substring(0, folder.length() - ".java".length()).replace('/', '.');
  }

  long value() {
    return Long.parseLong(text.substring(start, end).replace("_", ""));
  }

  /** Returns the value as messages write it. */
  String written() {
    boolean shape = name.equals("output") || name.equals("receptiveField");
    return shape ? String.valueOf(value()) : String.format(Locale.ROOT, "%,d", value());
  }

  /** Returns the file's text with another number in its place. */
  String textWith(long other) {
    return text.substring(0, start) + other + text.substring(end);
  }

  /** Returns the line, from 1. */
  long line() {
    return text.substring(0, start).lines().count();
  }

  /** Returns the column, from 1. */
  int column() {
    return start - text.lastIndexOf('\n', start);
  }

  @Override
  public String toString() {
    return file.getFileName() + ":" + line() + " " + name;
  }
}
