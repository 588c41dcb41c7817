package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Puts zeros around an image. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ZeroPad {
  /**
   * {@return the rows and columns: one number, {@code {height, width}}, or {@code {top, left,
   * bottom, right}}}
   */
  int[] value();
}
