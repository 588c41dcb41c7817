package dev.conform.processor.parse;

import dev.conform.processor.diag.Text;

/**
 * The numbers that have a meaning: those between 0 and another one.
 *
 * @param zero whether 0 is one of them
 * @param end the other one
 * @param last whether that is one of them
 */
record Range(boolean zero, double end, boolean last) {

  static Range over0Under(double end) {
    return new Range(false, end, false);
  }

  static Range from0Under(double end) {
    return new Range(true, end, false);
  }

  static Range over0UpTo(double end) {
    return new Range(false, end, true);
  }

  boolean contains(double number) {
    return (zero ? number >= 0 : number > 0) && (last ? number <= end : number < end);
  }

  /** Returns for example {@code over 0 and at most 1}. */
  @Override
  public String toString() {
    return Text.format(
        "%s 0 and %s %,.0f", zero ? "at least" : "over", last ? "at most" : "under", end);
  }
}
