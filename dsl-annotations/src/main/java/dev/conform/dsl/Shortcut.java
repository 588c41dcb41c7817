package dev.conform.dsl;

/** How the input of a {@link Residual} reaches the sum (He et al. 2015, section 3.3). */
public enum Shortcut {
  /** Unchanged where the shapes are the same, else through a projection. */
  AUTO,

  /** Unchanged; where the shapes differ it is an error. */
  IDENTITY,

  /** Through a convolution of 1×1 in the first repetition, unchanged in those that follow. */
  PROJECTION,

  /**
   * Unchanged, or without parameters: every stride-th pixel, and zeros in the new channels (option
   * A).
   */
  ZERO_PAD,

  /** Unchanged where the shapes are the same; elsewhere there is no sum (Sandler et al. 2018). */
  MATCHING
}
