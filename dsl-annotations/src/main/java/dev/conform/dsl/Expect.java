package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asserts figures of a network or a layer while it is compiled. What is left out is not checked. On
 * a network the figures are its totals, on a layer those of the layer.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Expect {
  /** {@return the number of trained parameters} */
  long parameters() default -1;

  /**
   * {@return the multiply-accumulate operations for one image, of convolutions and dense layers, no
   * bias}
   */
  long macs() default -1;

  /** {@return the number of inputs of one image, as a dense layer counts them} Only on a layer. */
  long inputs() default -1;

  /** {@return the output of one image: {@code {channels, height, width}} or {@code {units}}} */
  int[] output() default {};

  /**
   * {@return the receptive field in pixels of the input: one number, or {@code {height, width}}}
   */
  int[] receptiveField() default {};
}
