package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Convolves each channel on its own: a {@link Conv} with as many groups as there are channels
 * (Howard et al. 2017).
 *
 * <p>Parameters: {@code weight [channels · multiplier, 1, kernelH, kernelW]} and {@code bias
 * [channels · multiplier]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface DepthwiseConv {
  /** {@return the kernel size: one number, or {@code {height, width}}} */
  int[] kernel();

  /** {@return the step between outputs: one number, or {@code {height, width}}} */
  int[] stride() default 1;

  /** {@return the zeros around the input, as in {@link Conv#padding()}} */
  int[] padding() default 0;

  /** {@return the distance between kernel elements: one number, or {@code {height, width}}} */
  int[] dilation() default 1;

  /** {@return the number of output channels for each input channel} */
  int multiplier() default 1;

  /** {@return whether a bias is added to every output channel} */
  boolean bias() default true;
}
