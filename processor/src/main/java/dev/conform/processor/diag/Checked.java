package dev.conform.processor.diag;

import java.util.List;
import java.util.Optional;

/**
 * What a stage hands on.
 *
 * @param value the stage's output, if there is one
 * @param report what the stage found
 */
public record Checked<T>(Optional<T> value, Report report) {

  /** Returns an output that goes on whatever was found: it knows itself what is unknown in it. */
  public static <T> Checked<T> of(T value, List<Diagnostic> found) {
    return new Checked<>(Optional.of(value), new Report(found));
  }

  /** Returns a report that nothing follows. */
  public static <T> Checked<T> failed(List<Diagnostic> found) {
    return new Checked<>(Optional.empty(), new Report(found));
  }
}
