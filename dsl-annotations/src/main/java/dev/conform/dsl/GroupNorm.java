package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalises groups of channels over all pixels of an image, then scales and shifts each channel
 * (Wu and He 2018).
 *
 * <p>Parameters: {@code weight [channels]}, {@code bias [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GroupNorm {
  /** {@return the number of groups, which divides the channels} */
  int groups() default 32;

  /** {@return what is added to the variance before its root is taken} */
  double epsilon() default 1e-5;

  /** {@return whether the result is scaled and shifted by trained parameters} */
  boolean affine() default true;
}
