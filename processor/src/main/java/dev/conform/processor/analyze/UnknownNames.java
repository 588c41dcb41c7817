package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Suggestion;
import dev.conform.processor.diag.Text;
import java.util.List;

/** Tells of a name that is no layer's. */
final class UnknownNames {

  /** More names than these are not read. */
  private static final int MOST = 12;

  private UnknownNames() {}

  /**
   * Returns the diagnostic.
   *
   * @param where what the message begins with: {@code layer c1} or a network
   * @param names that there are, in the order of the layers
   */
  static Diagnostic tell(Position position, String where, String name, List<String> names) {
    return Diagnostic.of(Rule.UNKNOWN_LAYER, position, "%s: there is no layer \"%s\"", where, name)
        .line("%s", describe(names))
        .line(
            "%s",
            Suggestion.of(name, names)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Use one of these names"));
  }

  /** Returns all names, or the last ones of many: those are near. */
  static String describe(List<String> names) {
    int left = names.size() - MOST;
    return left <= 0
        ? "The names here are " + Text.list(names)
        : "The last names here are " + Text.list(names.subList(left, names.size()));
  }
}
