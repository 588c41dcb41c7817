package dev.conform.processor;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the classes of one compilation, without regard to case: on many machines two files
 * whose names differ in case only are one file.
 */
final class GeneratedNames {

  private final Map<String, String> owners = new HashMap<>();

  /** Keeps the name of a class that the user wrote. */
  void written(String className) {
    owners.putIfAbsent(key(className), className);
  }

  /**
   * Takes a name for a network's class, or tells who has it.
   *
   * @param className qualified name of the class to be generated
   * @param network qualified name of the interface
   */
  Optional<Diagnostic> take(String className, String network, Position position) {
    String owner = owners.putIfAbsent(key(className), className + " (of " + network + ")");
    if (owner == null) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.of(
                Rule.GENERATED_NAME_TAKEN,
                position,
                "%s becomes the class %s, but %s exists already",
                network,
                className,
                owner)
            .line("Upper and lower case count as equal, because in many file systems they are")
            .line("Rename one of them"));
  }

  private static String key(String className) {
    return className.toLowerCase(Locale.ROOT);
  }
}
