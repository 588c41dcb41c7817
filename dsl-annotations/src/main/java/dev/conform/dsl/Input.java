package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the layer another input of the network, beside that of {@link Network}. It is the only
 * annotation of the layer, apart from {@link Expect}. Layers read it by its name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Input {
  /** {@return the shape of one image: {@code {channels, height, width}}} */
  int[] value();
}
