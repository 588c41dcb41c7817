package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes what the layer makes another output of the network, beside that of the last layer. Its
 * loss, against the same labels, is added to that of the network with a weight: the auxiliary heads
 * of GoogLeNet (Szegedy et al. 2014, section 5).
 *
 * <p>The last layer without {@code @Output} is the network's main output.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Output {
  /** {@return the weight of its loss} */
  double weight() default 1;

  /** {@return whether the layers that only this output needs are left out in inference} */
  boolean trainingOnly() default false;
}
