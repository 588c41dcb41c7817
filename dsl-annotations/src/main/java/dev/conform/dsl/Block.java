package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an interface to be a block: a piece of a network that is used by name, with {@link Use},
 * {@link Residual} or {@link Concat}. Its methods are layers, as in a {@link Network}; their sizes
 * may be written with the symbols of {@link Dim}, which every use gives values to.
 *
 * <p>The first layer reads the block's input, which {@link From}, {@link Add} and {@link Concat}
 * reach as {@code "input"}; the last layer is the block's output.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Block {}
