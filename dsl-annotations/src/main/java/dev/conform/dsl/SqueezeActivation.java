package dev.conform.dsl;

/** The activation inside a {@link SqueezeExcite}. */
public enum SqueezeActivation {
  /** The rectifier, as Hu et al. 2018. */
  RELU,

  /** SiLU, as Tan and Le 2019. */
  SILU
}
