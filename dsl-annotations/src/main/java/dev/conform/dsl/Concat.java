package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins images along their channels, or rows of units end to end. All must have the same height and
 * width, also those of flattened images.
 *
 * <p>Either {@link #value()} names layers, or {@link #branches()} says what is applied to the
 * input. In front of another annotation of the same layer it reads just these layers; behind one,
 * also what that made, as the first.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Concat {
  /** {@return the names of layers that run earlier; {@code "input"} is the input} */
  String[] value() default {};

  /** {@return the branches, which all read the same} */
  Branch[] branches() default {};
}
