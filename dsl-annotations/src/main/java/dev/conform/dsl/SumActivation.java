package dev.conform.dsl;

/** What a {@link Residual} applies to its sum. */
public enum SumActivation {
  /** The rectifier, as He et al. 2015. */
  RELU,

  /** Nothing: inverted bottlenecks (Sandler et al. 2018), pre-activation (He et al. 2016). */
  NONE
}
