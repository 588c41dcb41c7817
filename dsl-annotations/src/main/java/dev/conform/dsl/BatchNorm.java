package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalises each channel over the batch, then scales and shifts it (Ioffe and Szegedy 2015).
 * Training uses the statistics of the batch and follows them with a running average; inference uses
 * the running average.
 *
 * <p>Parameters: {@code weight [channels]}, {@code bias [channels]}; state: {@code running_mean},
 * {@code running_var} (unbiased), as in PyTorch.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BatchNorm {
  /** {@return the weight of the new batch in the running average, as PyTorch counts it} */
  double momentum() default 0.1;

  /** {@return what is added to the variance before its root is taken} */
  double epsilon() default 1e-5;

  /** {@return whether the result is scaled and shifted by trained parameters} */
  boolean affine() default true;
}
