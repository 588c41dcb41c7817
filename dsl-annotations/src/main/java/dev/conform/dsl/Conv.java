package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies a two-dimensional convolution (cross-correlation, as every deep-learning library has it).
 *
 * <p>Output size: {@code floor((input + padding before and after − dilation · (kernel − 1) − 1) /
 * stride) + 1}. Parameters: {@code weight [filters, inChannels / groups, kernelH, kernelW]} and
 * {@code bias [filters]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Conv {
  /** {@return the number of output channels} */
  int filters();

  /** {@return the kernel size: one number, or {@code {height, width}}} */
  int[] kernel();

  /** {@return the step between outputs: one number, or {@code {height, width}}} */
  int[] stride() default 1;

  /**
   * {@return the rows and columns of zeros around the input: one number, {@code {height, width}},
   * {@code {top, left, bottom, right}}, {@link Padding#SAME} or {@link Padding#HALF}}
   */
  int[] padding() default 0;

  /** {@return the distance between kernel elements: one number, or {@code {height, width}}} */
  int[] dilation() default 1;

  /**
   * {@return the number of groups that the channels are split into; each is convolved on its own}
   */
  int groups() default 1;

  /** {@return whether a bias is added to every output channel} */
  boolean bias() default true;

  /**
   * {@return which filter reads which input channel, as table I of LeCun et al. 1998 draws it: a
   * text for each input channel with a letter for each filter, {@code X} where they are connected
   * and {@code .} where not; all are connected if left out} The weights that are not there are zero
   * in files and count for nothing.
   */
  String[] connections() default {};
}
