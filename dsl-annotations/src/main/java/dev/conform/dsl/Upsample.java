package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes an image larger by a whole factor. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Upsample {
  /** {@return the factor: one number, or {@code {height, width}}} */
  int[] factor();

  /** {@return how values in between are found} */
  UpsampleMode mode() default UpsampleMode.NEAREST;
}
