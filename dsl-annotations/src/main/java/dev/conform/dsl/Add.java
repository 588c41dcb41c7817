package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds what layers made. All must have the same shape.
 *
 * <p>As the first annotation of a layer it reads just these layers; behind another one, also what
 * that made.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Add {
  /** {@return the names of layers that run earlier; {@code "input"} is the input} */
  String[] value();
}
