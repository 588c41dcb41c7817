package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Suggestion;
import java.util.List;

/** Tells of a name that is no layer's. */
final class UnknownNames {

  private UnknownNames() {}

  /**
   * Returns the diagnostic.
   *
   * @param where what the message begins with: {@code layer c1} or a network
   * @param names that there are
   */
  static Diagnostic tell(Position position, String where, String name, List<String> names) {
    return Diagnostic.of(Rule.UNKNOWN_LAYER, position, "%s: there is no layer %s", where, name)
        .line("There are %s", String.join(", ", names))
        .line(
            "%s",
            Suggestion.of(name, names)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Use one of these names"));
  }
}
