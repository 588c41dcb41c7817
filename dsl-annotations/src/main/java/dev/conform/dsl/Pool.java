package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Slides a window over each channel and keeps its largest value or its average.
 *
 * <p>Output size: {@code floor((input + padding − dilation · (size − 1) − 1) / stride) + 1}, with
 * {@code ceil} in place of {@code floor} where {@link #ceilMode()} is set (a last window that would
 * start in the padding behind the input is dropped, as in PyTorch).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pool {
  /** {@return maximum or average} */
  PoolMode mode() default PoolMode.MAX;

  /** {@return the window: one number, or {@code {height, width}}} */
  int[] size();

  /**
   * {@return the step between windows: one number, or {@code {height, width}}; the size if left
   * out}
   */
  int[] stride() default {};

  /**
   * {@return the rows and columns around the input: one number, {@code {height, width}}, {@code
   * {top, left, bottom, right}}, or {@link Padding#SAME}} They never win a maximum.
   */
  int[] padding() default 0;

  /** {@return the distance between window elements: one number, or {@code {height, width}}} */
  int[] dilation() default 1;

  /** {@return whether a last, incomplete window counts} */
  boolean ceilMode() default false;

  /** {@return whether padding counts as zeros in an average} */
  boolean countPadding() default true;
}
