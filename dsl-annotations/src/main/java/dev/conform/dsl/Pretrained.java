package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Compares the network's parameters with a safetensors file while it is compiled: every name and
 * shape that differs is listed in an error. Where the interface extends a network, the layers that
 * it declares itself are new, and not compared.
 *
 * <p>{@code Model.loadPretrained} reads the file.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Pretrained {
  /**
   * {@return the file: relative to the directory that the compiler's option {@code
   * -Aconform.pretrained} names, or a resource of the module}
   */
  String value();
}
