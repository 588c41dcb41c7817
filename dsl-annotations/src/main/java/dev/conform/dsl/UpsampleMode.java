package dev.conform.dsl;

/** How {@link Upsample} finds the values in between. */
public enum UpsampleMode {
  /** Repeats each value. */
  NEAREST,

  /** Interpolates between the centres of pixels, as PyTorch without align_corners. */
  BILINEAR
}
