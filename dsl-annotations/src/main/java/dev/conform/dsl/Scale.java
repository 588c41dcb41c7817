package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Multiplies each channel by a trained coefficient and adds a trained bias: the second half of a
 * subsampling layer of LeCun et al. 1998.
 *
 * <p>Parameters: {@code weight [channels]}, {@code bias [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Scale {}
