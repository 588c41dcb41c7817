package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a {@link Block} in this place.
 *
 * <p>The layers of the block are named after this layer: {@code stage1.conv}, or with {@link
 * #repeat()} {@code stage1.0.conv}, {@code stage1.1.conv} and so on, and so are their parameters.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Use {
  /** {@return the interface with {@link Block}} */
  Class<?> block();

  /** {@return the value of {@link Dim#WIDTH}; needed where the block uses it} */
  int width() default 0;

  /** {@return the value of {@link Dim#SQUEEZE}; needed where the block uses it} */
  int squeeze() default 0;

  /** {@return the value of {@link Dim#KERNEL}; needed where the block uses it} */
  int kernel() default 0;

  /**
   * {@return the value of {@link Dim#STRIDE} in the first repetition; it is 1 in those that follow}
   */
  int stride() default 1;

  /** {@return the values of {@link Dim#A}, {@link Dim#B} and so on, as many as the block uses} */
  int[] dims() default {};

  /**
   * {@return how often the block is applied, each time to the output of the time before} Where this
   * is written, a number is part of the names of parameters: {@code stage1.0.conv.weight}.
   */
  int repeat() default 1;
}
