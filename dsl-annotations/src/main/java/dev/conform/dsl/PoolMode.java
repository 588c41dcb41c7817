package dev.conform.dsl;

/** How a pooling window becomes one value. */
public enum PoolMode {
  /** Keeps the largest value; ties go to the first. */
  MAX,
  /** Keeps the average. */
  AVERAGE
}
