package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One branch of a {@link Concat}: a {@link Block} that reads what all branches read.
 *
 * <p>The layers of the first branch of layer {@code mixed} are named {@code mixed.branch1.conv}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Branch {
  /** {@return the interface with {@link Block}} */
  Class<?> block();

  /** {@return the value of {@link Dim#WIDTH}; needed where the block uses it} */
  int width() default 0;

  /** {@return the value of {@link Dim#SQUEEZE}; needed where the block uses it} */
  int squeeze() default 0;

  /** {@return the value of {@link Dim#KERNEL}; needed where the block uses it} */
  int kernel() default 0;

  /** {@return the value of {@link Dim#STRIDE}} */
  int stride() default 1;

  /** {@return the values of {@link Dim#A}, {@link Dim#B} and so on, as many as the block uses} */
  int[] dims() default {};
}
