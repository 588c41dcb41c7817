package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Divides each value by a power of the sum of squares of its neighbours in the channels (Krizhevsky
 * et al. 2012, section 3.3): {@code x / (k + alpha / size · Σ x²)^beta}. Alpha is divided by the
 * size, as in PyTorch and ONNX; the paper's alpha of 1e-4 is {@code 5e-4} here.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LocalResponseNorm {
  /** {@return the number of neighbouring channels, the channel itself included} */
  int size() default 5;

  /** {@return the factor of the sum} */
  double alpha() default 1e-4;

  /** {@return the exponent} */
  double beta() default 0.75;

  /** {@return what is added to the sum} */
  double k() default 1;
}
