package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The order of the layers of a network or a block. The processor writes it on the class that it
 * generates for each of them, so that one that was compiled elsewhere can be extended and used: not
 * every compiler keeps the order of methods in a class file.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface LayerOrder {
  /** {@return the names of the layers, in the order in which they run} */
  String[] value();
}
