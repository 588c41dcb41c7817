package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Connects every input to every unit. A C×H×W input is flattened first, in that order.
 *
 * <p>Parameters: {@code weight [units, inputs]} and {@code bias [units]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dense {
  /** {@return the number of outputs} */
  int units();

  /** {@return whether a bias is added to every unit} */
  boolean bias() default true;
}
