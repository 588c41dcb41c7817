package dev.conform.processor.analyze;

import dev.conform.processor.analyze.Effect.Weight;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape rule of each kind of operation. An empty result means that the site has a problem and
 * that nothing is known of the output.
 */
final class OperationRules implements Operation.Visitor<Optional<Effect>> {

  private final Site site;
  private final Shape input;

  OperationRules(Site site) {
    this.site = site;
    this.input = site.input();
  }

  @Override
  public Optional<Effect> visit(Operation.Conv conv) {
    return new ConvRule(site).apply(conv);
  }

  @Override
  public Optional<Effect> visit(Operation.Pool pool) {
    return new PoolRule(site).apply(pool);
  }

  @Override
  public Optional<Effect> visit(Operation.GlobalPool pool) {
    if (!isImage(site, "@GlobalPool")) {
      return Optional.empty();
    }
    return Optional.of(Effect.of(pool, Shape.image(input.channels(), 1, 1)));
  }

  @Override
  public Optional<Effect> visit(Operation.Dense dense) {
    int inputs = Math.toIntExact(input.elements());
    if (!Sizes.weightFits(site, "units", dense.units(), inputs)) {
      return Optional.empty();
    }
    List<Weight> weights = new ArrayList<>();
    weights.add(Weight.of(Role.WEIGHT, dense.units(), inputs));
    if (dense.bias()) {
      weights.add(Weight.of(Role.BIAS, dense.units()));
    }
    long macs = Math.multiplyExact((long) dense.units(), (long) inputs);
    return Optional.of(new Effect(dense, Shape.units(dense.units()), weights, macs));
  }

  @Override
  public Optional<Effect> visit(Operation.Flatten flatten) {
    return Optional.of(Effect.of(flatten, input.flatten()));
  }

  @Override
  public Optional<Effect> visit(Operation.BatchNorm norm) {
    int channels = input.flat() ? Math.toIntExact(input.elements()) : input.channels();
    List<Weight> weights = new ArrayList<>();
    if (norm.affine()) {
      weights.add(Weight.of(Role.WEIGHT, channels));
      weights.add(Weight.of(Role.BIAS, channels));
    }
    weights.add(Weight.of(Role.RUNNING_MEAN, channels));
    weights.add(Weight.of(Role.RUNNING_VAR, channels));
    return Optional.of(new Effect(norm, input, weights, 0));
  }

  @Override
  public Optional<Effect> visit(Operation.Dropout dropout) {
    return Optional.of(Effect.of(dropout, input));
  }

  @Override
  public Optional<Effect> visit(Operation.Softmax softmax) {
    return Optional.of(Effect.of(softmax, input));
  }

  @Override
  public Optional<Effect> visit(Operation.Activate activate) {
    return Optional.of(Effect.of(activate, input));
  }

  /** Tells of an operation that slides over an image but reads a row of units. */
  static boolean isImage(Site site, String annotation) {
    if (!site.input().flat()) {
      return true;
    }
    site.add(
        site.problem(
                Rule.NOT_AN_IMAGE,
                "",
                "%s needs an image of C×H×W, but reads %s units in a row",
                annotation,
                Text.number(site.input().elements()))
            .line("%s", site.trace())
            .line(
                "Move %s in front of %s, where the image becomes a row",
                annotation, site.whereFlattened()));
    return false;
  }
}
