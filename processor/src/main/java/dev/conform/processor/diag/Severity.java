package dev.conform.processor.diag;

/** Whether a network with this problem can be compiled. */
public enum Severity {
  /** The network cannot be compiled. */
  ERROR,
  /** Advice: the network is compiled, but a person who knows networks would ask. */
  WARNING
}
