package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
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
        site.add(
            differ(i, "a sum needs the same shape on both sides")
                .line("%s", fixOfSum(shapes.get(i))));
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

  private String fixOfSum(Shape other) {
    boolean residual = site.annotation().equals("@Residual");
    boolean sameSize =
        other.height() == shapes.get(0).height() && other.width() == shapes.get(0).width();
    if (residual) {
      return "Use shortcut = Shortcut.PROJECTION or AUTO, or let the block keep the shape";
    }
    return sameSize
        ? "Give both the same number of channels, or join them with @Concat"
        : "Give both the same stride and padding, or a @Conv of 1×1 with a stride to the larger";
  }

  /** Heights and widths must be the same; channels add up. */
  Optional<Effect> concat(Operation.Concat concat) {
    Shape first = shapes.get(0);
    for (int i = 1; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      if (shape.flat() != first.flat() || !(shape.flat() || isSameSize(shape))) {
        site.add(
            differ(i, "channels can only be joined pixel by pixel")
                .line("Give both the same stride and padding, so that their pixels meet"));
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

  private Diagnostic differ(int index, String why) {
    List<String> ways = site.ways();
    return site.problem(
            Rule.SHAPES_DIFFER,
            "",
            "%s is %s, but %s is %s",
            site.maker(0),
            shapes.get(0),
            site.maker(index),
            shapes.get(index))
        .line("%s", why)
        .line("%s", ways.get(0))
        .line("%s", ways.get(index));
  }
}
