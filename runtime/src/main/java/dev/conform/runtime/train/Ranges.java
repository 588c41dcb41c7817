package dev.conform.runtime.train;

/** Checks of numbers that a user gives. */
final class Ranges {

  private Ranges() {}

  static void above0(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " " + value + ": it must be above 0 and finite");
    }
  }

  static void from0(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " " + value + ": it must be 0 or more, and finite");
    }
  }

  static void from0Below1(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " " + value + ": it must be from 0 to below 1");
    }
  }

  static void atLeast1(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": it must be 1 or more");
    }
  }
}
