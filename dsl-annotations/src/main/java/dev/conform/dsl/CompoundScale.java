package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Scales the network that this interface extends (Tan and Le 2019). Filters of its convolutions and
 * widths of its blocks are multiplied by the width and rounded to a multiple of {@link #divisor()},
 * never below 90 % of the product; repetitions are multiplied by the depth and rounded up. Sizes
 * that are computed from {@link Dim#IN} follow by themselves; units of dense layers stay.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CompoundScale {
  /** {@return the factor of channels} */
  double width() default 1;

  /** {@return the factor of repetitions} */
  double depth() default 1;

  /** {@return the height and width of the input; that of the parent if left out} */
  int resolution() default 0;

  /** {@return what widths are multiples of} */
  int divisor() default 8;
}
