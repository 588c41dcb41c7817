package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Reduces each channel to one value, its average or its maximum: C×H×W becomes C×1×1. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GlobalPool {
  /** {@return average or maximum} */
  PoolMode mode() default PoolMode.AVERAGE;
}
