package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies the transpose of a convolution, as PyTorch's ConvTranspose2d (Dumoulin and Visin 2016,
 * chapter 4): an image becomes larger by the stride.
 *
 * <p>Output size: {@code (input − 1) · stride − padding before and after + dilation · (kernel − 1)
 * + 1 + outputPadding}. Parameters: {@code weight [inChannels, filters / groups, kernelH, kernelW]}
 * and {@code bias [filters]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TransposedConv {
  /** {@return the number of output channels} */
  int filters();

  /** {@return the kernel size: one number, or {@code {height, width}}} */
  int[] kernel();

  /** {@return the step between inputs: one number, or {@code {height, width}}} */
  int[] stride() default 1;

  /**
   * {@return the rows and columns that are cut off the output: one number, {@code {height, width}},
   * or {@code {top, left, bottom, right}}}
   */
  int[] padding() default 0;

  /**
   * {@return the rows and columns that are added at the bottom and the right, less than the stride:
   * one number, or {@code {height, width}}}
   */
  int[] outputPadding() default 0;

  /** {@return the distance between kernel elements: one number, or {@code {height, width}}} */
  int[] dilation() default 1;

  /** {@return the number of groups that the channels are split into} */
  int groups() default 1;

  /** {@return whether a bias is added to every output channel} */
  boolean bias() default true;
}
