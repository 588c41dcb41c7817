package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Drops the whole value of some images of a batch in training, and divides it by {@code 1 − rate}
 * in the others (Huang et al. 2016). It stands at the end of a block that {@link Residual} adds a
 * shortcut to; where there is no shortcut it does nothing.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface StochasticDepth {
  /** {@return the part of the images that is dropped, from 0 to below 1} */
  double value();

  /**
   * {@return whether the rate grows linearly from the first of the network's residual blocks to
   * this rate at the last (section 4 of the paper)}
   */
  boolean linear() default false;
}
