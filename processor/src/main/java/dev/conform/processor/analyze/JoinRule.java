package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** The shapes of what reads several layers. */
final class JoinRule {

  private final Site site;
  private final List<Shape> shapes;

  JoinRule(Site site) {
    this.site = site;
    this.shapes = site.inputs();
  }

  /** All shapes must be the same. */
  Optional<Effect> add(Operation.Add add) {
    for (int i = 1; i < shapes.size(); i++) {
      if (!shapes.get(i).dimensions().equals(shapes.get(0).dimensions())) {
        site.add(differ(i, "a sum needs the same shape on both sides", fixOfSum(i)));
        return Optional.empty();
      }
      boolean inOrder = shapes.get(i).inOrder() && shapes.get(0).inOrder();
      if (!inOrder && !shapes.get(i).equals(shapes.get(0))) {
        site.add(rowsDiffer(i));
        return Optional.empty();
      }
    }
    return Optional.of(Effect.of(add, shapes.get(0)));
  }

  private String fixOfSum(int index) {
    Shape first = shapes.get(0);
    Shape other = shapes.get(index);
    boolean sameSize = other.height() == first.height() && other.width() == first.width();
    if (site.annotation().equals("@Residual")) {
      return fixOfResidual(site.maker(index).endsWith(".shortcut"), sameSize, other);
    }
    return sameSize
        ? "Give both the same number of channels, or join them with @Concat"
        : "Give both the same stride and padding, or let the larger one pass a @Conv with kernel = 1"
            + " and a stride";
  }

  private static String fixOfResidual(boolean padded, boolean sameSize, Shape input) {
    if (input.flat()) {
      return "A shortcut changes images only: let the block make %s, as it reads"
          .formatted(Text.count(input.elements(), "unit"));
    }
    if (!padded) {
      return "Use shortcut = Shortcut.AUTO, or let the block keep the shape of its input";
    }
    return sameSize
        ? "Zeros add channels and take none away: use shortcut = Shortcut.AUTO, or let the block make"
            + " at least %s".formatted(Text.count(input.channels(), "channel"))
        : "No stride of the shortcut makes these sizes equal: let the block keep height and width,"
            + " for example with padding = Padding.HALF in each of its convolutions";
  }

  /** Heights and widths must be the same; channels add up. */
  Optional<Effect> concat(Operation.Concat concat) {
    Shape first = shapes.get(0);
    for (int i = 1; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      if (shape.flat() != first.flat() || !(shape.flat() || isSameSize(shape))) {
        site.add(
            differ(
                i,
                "channels are joined pixel by pixel",
                "Give both the same stride and padding, so that they have the same pixels"));
        return Optional.empty();
      }
    }
    boolean inOrder = first.flat() && shapes.stream().allMatch(Shape::inOrder);
    for (int i = 1; i < shapes.size(); i++) {
      if (!inOrder && !isSameSize(shapes.get(i))) {
        site.add(rowsDiffer(i));
        return Optional.empty();
      }
    }
    // Units in order are channels of one pixel; others lie pixel by pixel, as those of images.
    return Sizes.image(
            site,
            "",
            shapes.stream().mapToLong(s -> inOrder ? s.elements() : s.channels()).sum(),
            inOrder ? 1 : first.height(),
            inOrder ? 1 : first.width())
        .map(output -> Effect.of(concat, first.flat() ? output.flatten() : output));
  }

  private boolean isSameSize(Shape shape) {
    Shape first = shapes.get(0);
    return shape.height() == first.height() && shape.width() == first.width();
  }

  /** Tells of rows whose units lie in memory in orders that do not fit. */
  private Diagnostic rowsDiffer(int index) {
    return site.problem(
            Rule.SHAPES_DIFFER,
            "",
            "%s is %s, but %s is %s",
            site.maker(0),
            origin(shapes.get(0)),
            site.maker(index),
            origin(shapes.get(index)))
        .line(
            "a flattened image keeps its values pixel by pixel, and meets only images of its size")
        .line("%s", site.ways().get(0))
        .line("%s", site.ways().get(index))
        .line("Put a @Dense behind @Flatten, or join images before they are flattened");
  }

  private static String origin(Shape shape) {
    return shape.inOrder()
        ? shape.toString()
        : "%d×%d×%d, flattened".formatted(shape.channels(), shape.height(), shape.width());
  }

  private Diagnostic differ(int index, String why, String fix) {
    List<String> ways = site.ways();
    Shape first = shapes.get(0);
    Shape other = shapes.get(index);
    String row = site.maker(first.flat() ? 0 : index);
    String image = site.maker(first.flat() ? index : 0);
    return site.problem(
            Rule.SHAPES_DIFFER,
            "shortcut",
            "%s is %s, but %s is %s",
            site.maker(0),
            first,
            site.maker(index),
            other)
        .line("%s", why)
        .line("%s", ways.get(0))
        .line("%s", ways.get(index))
        .line(
            "%s",
            first.flat() == other.flat()
                ? fix
                : row
                    + " is a row of units, "
                    + image
                    + " an image: put @GlobalPool @Flatten on it");
  }
}
