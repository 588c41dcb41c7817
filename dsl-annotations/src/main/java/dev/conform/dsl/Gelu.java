package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Applies the Gaussian error linear unit x · Φ(x) (Hendrycks and Gimpel 2016). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Gelu {
  /** {@return whether Φ is approximated by a hyperbolic tangent} */
  boolean approximate() default false;
}
