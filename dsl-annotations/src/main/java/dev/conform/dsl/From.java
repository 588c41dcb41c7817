package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a layer reads, where it is not the layer before it. It is the first annotation of the
 * layer.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface From {
  /** {@return the name of a layer that runs earlier; {@code "input"} is the input} */
  String value();
}
