package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Zeroes each value with the given probability while training and scales the others by {@code 1 /
 * (1 − rate)}; does nothing in inference (Srivastava et al. 2014).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dropout {
  /** {@return the probability that a value is dropped, from 0 (inclusive) to 1 (exclusive)} */
  double value() default 0.5;
}
