package dev.conform.tests.conformance;

import java.util.Optional;

/**
 * What became of one file.
 *
 * @param file its name
 * @param leftOut why it does not apply to Conform, by operator or attribute; empty if it was run
 * @param mismatch how the result differs from what was published; empty if it does not
 */
record Outcome(String file, Optional<String> leftOut, Optional<String> mismatch) {

  static Outcome leftOut(String file, String reason) {
    return new Outcome(file, Optional.of(reason), Optional.empty());
  }

  static Outcome ran(String file, Optional<String> mismatch) {
    return new Outcome(file, Optional.empty(), mismatch);
  }

  boolean isApplied() {
    return leftOut.isEmpty();
  }

  boolean isPassed() {
    return isApplied() && mismatch.isEmpty();
  }
}
