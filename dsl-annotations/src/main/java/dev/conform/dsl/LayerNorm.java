package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalises the channels of each pixel, or the units of a row, then scales and shifts them (Ba et
 * al. 2016; over channels as in ConvNeXt and Keras).
 *
 * <p>Parameters: {@code weight [channels]}, {@code bias [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LayerNorm {
  /** {@return what is added to the variance before its root is taken} */
  double epsilon() default 1e-5;

  /** {@return whether the result is scaled and shifted by trained parameters} */
  boolean affine() default true;
}
