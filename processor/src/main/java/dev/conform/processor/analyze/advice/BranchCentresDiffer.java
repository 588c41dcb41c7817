package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Branches whose values are joined pixel by pixel should look at the same place (Araujo et al.
 * 2019, "Alignment issues"). What was enlarged looks at several places in turn, and what sees the
 * whole image at none in particular: no advice there.
 */
final class BranchCentresDiffer implements Advice {

  /** The images that a value may come from; several, or one that was enlarged, have no centre. */
  private static final int NO_CENTRE = Integer.MIN_VALUE;

  @Override
  public Stream<Finding> check(Subject subject) {
    List<Integer> images = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (ShapedNode node : subject.nodes()) {
      boolean alike = true;
      for (int i = 1; isJoin(node) && i < node.inputs().size() && alike; i++) {
        Optional<Finding> finding = compare(subject, images, node, i);
        finding.ifPresent(findings::add);
        alike = finding.isEmpty();
      }
      images.add(image(images, node));
    }
    return findings.stream();
  }

  private static boolean isJoin(ShapedNode node) {
    return node.operation() instanceof Operation.Add
        || node.operation() instanceof Operation.Concat;
  }

  /** Returns the input that a node looks at, if its values have one centre there. */
  private static int image(List<Integer> images, ShapedNode node) {
    if (node.operation() instanceof Operation.Input) {
      return node.id();
    }
    boolean enlarged =
        node.operation() instanceof Operation.Upsample
            || node.operation() instanceof Operation.TransposedConv;
    List<Integer> all = node.inputs().stream().map(id -> image(images, id)).distinct().toList();
    return enlarged || all.size() > 1 ? NO_CENTRE : all.get(0);
  }

  private static int image(List<Integer> images, int id) {
    return id == ShapedGraph.INPUT ? ShapedGraph.INPUT : images.get(id);
  }

  private static Optional<Finding> compare(
      Subject subject, List<Integer> images, ShapedNode join, int index) {
    int first = join.inputs().get(0);
    int other = join.inputs().get(index);
    int image = image(images, first);
    Shape shape = join.inputShapes().get(index);
    boolean comparable = image != NO_CENTRE && image == image(images, other) && !shape.flat();
    if (!comparable || (shape.height() == 1 && shape.width() == 1)) {
      return Optional.empty();
    }
    ReceptiveField a = subject.field(first);
    ReceptiveField b = subject.field(other);
    if (a.jumpH() != b.jumpH() || a.jumpW() != b.jumpW()) {
      return Optional.of(
          finding(
              subject,
              join,
              Text.format(
                  "neighbouring values of %s are %s pixels apart in the image, those of %s %s",
                  subject.path(first),
                  pair(a.jumpH(), a.jumpW()),
                  subject.path(other),
                  pair(b.jumpH(), b.jumpW())),
              "the pixels between neighbours are the product of all strides before",
              "Give both the same strides"));
    }
    if (twiceCentre(a.top(), a.height()) == twiceCentre(b.top(), b.height())
        && twiceCentre(a.left(), a.width()) == twiceCentre(b.left(), b.width())) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            subject,
            join,
            Text.format(
                "the first value of %s is centred on pixel %s of the image, that of %s on %s",
                subject.path(first), centre(a), subject.path(other), centre(b)),
            arithmetic(a, b),
            "Use odd kernels with padding = Padding.HALF in both, or the same kernels, strides and"
                + " padding"));
  }

  private static Finding finding(
      Subject subject, ShapedNode join, String what, String why, String fix) {
    Diagnostic advice =
        subject
            .advice(Rule.BRANCH_CENTRES_DIFFER, join, "", "layer %s: %s", join.path(), what)
            .line("%s", why)
            .line("%s", fix);
    return new Finding(join.path(), advice);
  }

  private static long twiceCentre(long start, long extent) {
    return 2 * start + extent - 1;
  }

  private static String centre(ReceptiveField field) {
    return "("
        + half(twiceCentre(field.top(), field.height()))
        + ", "
        + half(twiceCentre(field.left(), field.width()))
        + ")";
  }

  /** Shows the axis that differs. */
  private static String arithmetic(ReceptiveField a, ReceptiveField b) {
    return twiceCentre(a.top(), a.height()) == twiceCentre(b.top(), b.height())
        ? Text.format(
            "centre = first column + (columns − 1) / 2: %s, and %s",
            arithmetic(a.left(), a.width()), arithmetic(b.left(), b.width()))
        : Text.format(
            "centre = first row + (rows − 1) / 2: %s, and %s",
            arithmetic(a.top(), a.height()), arithmetic(b.top(), b.height()));
  }

  private static String arithmetic(long start, long extent) {
    return Text.format(
        "%s + (%d − 1) / 2 = %s", signed(start), extent, half(twiceCentre(start, extent)));
  }

  private static String half(long twice) {
    return (twice < 0 ? "−" : "") + Math.abs(twice) / 2 + (twice % 2 == 0 ? "" : ".5");
  }

  private static String signed(long number) {
    return (number < 0 ? "−" : "") + Math.abs(number);
  }

  private static String pair(long rows, long columns) {
    return rows == columns ? String.valueOf(rows) : rows + "×" + columns;
  }
}
