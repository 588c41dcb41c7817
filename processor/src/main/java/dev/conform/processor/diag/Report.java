package dev.conform.processor.diag;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one stage found, in the order in which it is told.
 *
 * @param diagnostics errors and advice
 */
public record Report(List<Diagnostic> diagnostics) {

  /** Nothing was found. */
  public static final Report CLEAN = new Report(List.of());

  /** Keeps an immutable copy. */
  public Report {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Tells whether there is no error; advice may be there. */
  public boolean isClean() {
    return diagnostics.stream().noneMatch(d -> d.rule().severity() == Severity.ERROR);
  }

  /** Returns this report followed by another one. */
  public Report and(Report next) {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    all.addAll(next.diagnostics());
    return new Report(all);
  }
}
