package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Compares the network's parameters with a safetensors file while it is compiled, and loads the
 * file when a model is built. Every name and shape that differs is an error.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Pretrained {
  /**
   * {@return the file, relative to the directory that the processor's option {@code
   * conform.pretrained} names, or on the class path}
   */
  String value();
}
