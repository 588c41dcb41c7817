package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an interface to be a network. The processor writes the class {@code <Name>Model} beside
 * it, which implements the interface and runs the network forward and backward.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Network {
  /**
   * {@return the shape of one input image: {@code {channels, height, width}}} The batch size is
   * never declared.
   */
  int[] input();

  /**
   * {@return the year in which the network was published} It is shown where networks are compared;
   * 0 if there is none.
   */
  int year() default 0;
}
