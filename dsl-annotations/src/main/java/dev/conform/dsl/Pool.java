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
  /** Maximum or average. */
  PoolMode mode() default PoolMode.MAX;

  /** The window: one number, or {@code {height, width}}. */
  int[] size();

  /** The step between windows: one number, or {@code {height, width}}; the size if left out. */
  int[] stride() default {};

  /**
   * The rows and columns around the input: one number, {@code {height, width}}, {@code {top, left,
   * bottom, right}}, or {@link Padding#SAME}. They never win a maximum.
   */
  int[] padding() default 0;

  /** The distance between window elements: one number, or {@code {height, width}}. */
  int[] dilation() default 1;

  /** Whether a last, incomplete window counts. */
  boolean ceilMode() default false;

  /** Whether padding counts as zeros in an average. */
  boolean countPadding() default true;
}
