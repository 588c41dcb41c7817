package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Weighs each channel by what a small network makes of all channels' averages (Hu et al. 2018):
 * global average pool, convolution of 1×1 to {@code channels / ratio} with an activation,
 * convolution of 1×1 back, sigmoid, product.
 *
 * <p>Parameters: {@code <layer>.se.reduce.weight [channels / ratio, channels, 1, 1]}, {@code
 * <layer>.se.reduce.bias}, {@code <layer>.se.expand.weight [channels, channels / ratio, 1, 1]},
 * {@code <layer>.se.expand.bias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SqueezeExcite {
  /** {@return what the channels are divided by, rounded down to at least one channel} */
  int ratio() default 16;

  /** {@return the activation between the two convolutions} */
  SqueezeActivation activation() default SqueezeActivation.RELU;
}
