package dev.conform.processor.diag;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing to tell the user.
 *
 * @param rule what kind of problem it is
 * @param position where javac puts its caret
 * @param headline one sentence with the numbers, without a full stop
 * @param details the arithmetic, the way the shape came, and one fix: a line each
 */
public record Diagnostic(Rule rule, Position position, String headline, List<String> details) {

  /** Keeps an immutable copy. */
  public Diagnostic {
    details = List.copyOf(details);
  }

  /** Returns a diagnostic with no details yet. */
  public static Diagnostic of(Rule rule, Position position, String headline, Object... arguments) {
    return new Diagnostic(rule, position, Text.format(headline, arguments), List.of());
  }

  /** Returns the same with one more line. */
  public Diagnostic line(String format, Object... arguments) {
    List<String> lines = new ArrayList<>(details);
    lines.add(Text.format(format, arguments));
    return new Diagnostic(rule, position, headline, lines);
  }

  /** Returns the same with one more line in front of the last one, which is the fix. */
  public Diagnostic reason(String why) {
    List<String> lines = new ArrayList<>(details);
    lines.add(Math.max(0, lines.size() - 1), why);
    return new Diagnostic(rule, position, headline, lines);
  }

  /** Returns the same in another place. */
  public Diagnostic movedTo(Position place) {
    return new Diagnostic(rule, place, headline, details);
  }

  /** Returns what javac prints. */
  public String text() {
    StringBuilder text = new StringBuilder(rule.tag()).append(' ').append(headline);
    for (String line : details) {
      // javac indents these lines by two more.
      text.append("\n  ").append(line);
    }
    return text.toString();
  }
}
