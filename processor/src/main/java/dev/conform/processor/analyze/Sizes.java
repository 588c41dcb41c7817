package dev.conform.processor.analyze;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.math.BigInteger;
import java.util.Optional;

/** Refuses what is larger than a Java array. */
final class Sizes {

  private static final BigInteger LIMIT = BigInteger.valueOf(Integer.MAX_VALUE);

  private Sizes() {}

  /** Multiplies without overflow. */
  static BigInteger product(long... factors) {
    BigInteger product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }

  static boolean fits(long... factors) {
    return product(factors).compareTo(LIMIT) <= 0;
  }

  /** Returns the image, or tells on {@code value} that it is too large. */
  static Optional<Shape> image(Site site, String value, long channels, long height, long width) {
    if (fits(channels, height, width)) {
      return Optional.of(
          Shape.image(Math.toIntExact(channels), Math.toIntExact(height), Math.toIntExact(width)));
    }
    tell(
        site,
        value,
        "output",
        channels + "×" + height + "×" + width,
        product(channels, height, width));
    return Optional.empty();
  }

  /** Tells on {@code value} that a weight is too large, or returns true. */
  static boolean weightFits(Site site, String value, long... dimensions) {
    if (fits(dimensions)) {
      return true;
    }
    StringBuilder shape = new StringBuilder();
    for (long dimension : dimensions) {
      shape.append(shape.isEmpty() ? "" : "×").append(dimension);
    }
    tell(site, value, "weight", shape.toString(), product(dimensions));
    return false;
  }

  /** Tells of a dilated kernel that is longer than any array, or returns true. */
  static boolean extentFits(Site site, Window w) {
    long extent =
        Math.max(
            Geometry.extent(w.kernelH(), w.dilationH()),
            Geometry.extent(w.kernelW(), w.dilationW()));
    if (extent <= Integer.MAX_VALUE) {
      return true;
    }
    site.add(
        site.problem(
                Rule.TOO_LARGE,
                "dilation",
                "its dilated kernel is %s pixels long, more than the %s that a Java array holds",
                Text.number(extent),
                Text.number(Integer.MAX_VALUE))
            .line("dilation · (kernel − 1) + 1 = %s", Text.number(extent))
            .line("%s", site.trace())
            .line("Use dilation = 1"));
    return false;
  }

  private static void tell(
      Site site, String value, String what, String shape, BigInteger elements) {
    site.add(
        site.problem(
                Rule.TOO_LARGE,
                value,
                "its %s has %s values, more than the %s that a Java array holds",
                what,
                Text.format("%,d", elements),
                Text.number(Integer.MAX_VALUE))
            .line("%s = %s", shape, Text.format("%,d", elements))
            .line("%s", site.trace())
            .line(
                "%s",
                what.equals("output")
                    ? "Use fewer filters, or a larger stride"
                    : "Use fewer " + value + ", or pool before it"));
  }
}
