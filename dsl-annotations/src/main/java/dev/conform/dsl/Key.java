package dev.conform.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives parameters the names that they have elsewhere, for example in a file of torchvision.
 *
 * <p>Each line maps a name of Conform, without {@code .weight} or {@code .bias}, to the other name:
 *
 * <pre>
 * &#64;Key({"stem -> conv1", "stem.bn -> bn1", "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"})
 * </pre>
 *
 * A word in braces stands for any text without a dot; {@code {i+1}} on the right adds to a number.
 * The first line that fits is taken. A line that fits nothing, and two parameters with one name,
 * are errors.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Key {
  /** {@return lines of the form {@code "stem -> conv1"}} */
  String[] value();
}
