package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps part of a network as it is while the rest is trained: no backward code is generated for it,
 * its batch norms use their running averages, its dropouts do nothing, and optimisers leave its
 * parameters alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Freeze {
  /** {@return the name of the last layer that is frozen; all layers before it are, too} */
  String upTo();
}
