package dev.conform.tests.diagnostics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Something that javac said, or was expected to say.
 *
 * @param line from 1; 0 for nowhere
 * @param column from 1; 0 for nowhere
 * @param kind error or warning
 * @param text all of it, each line stripped
 */
public record Told(long line, long column, String kind, String text) {

  static final Comparator<Told> ORDER =
      Comparator.comparingLong(Told::line)
          .thenComparingLong(Told::column)
          .thenComparing(Told::text);

  static Told of(Diagnostic<? extends JavaFileObject> diagnostic) {
    boolean nowhere = diagnostic.getSource() == null;
    return new Told(
        nowhere ? 0 : diagnostic.getLineNumber(),
        nowhere ? 0 : diagnostic.getColumnNumber(),
        diagnostic.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning",
        stripped(diagnostic.getMessage(Locale.ENGLISH).lines().toList()));
  }

  static String stripped(List<String> lines) {
    return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return line + ":" + column + " " + kind + ": " + text.replace("\n", "\n    ") + "\n";
  }
}
