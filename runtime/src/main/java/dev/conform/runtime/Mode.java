package dev.conform.runtime;

/** What a forward pass is for. */
public enum Mode {
  /** Dropout drops, batch norm uses the batch's statistics, and what backward needs is kept. */
  TRAINING,
  /** The network as it is deployed. */
  INFERENCE
}
