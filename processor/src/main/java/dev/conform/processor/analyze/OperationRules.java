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

  /** What an operation without inputs is asked with; it does not look at it. */
  private static final Shape NO_INPUT = Shape.units(1);

  private final Site site;
  private final Shape input;

  OperationRules(Site site) {
    this.site = site;
    this.input = site.inputs().isEmpty() ? NO_INPUT : site.input();
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
    if (!isImage(site)) {
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
    int channels = input.features();
    List<Weight> weights = new ArrayList<>(perChannel(norm.affine()));
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

  @Override
  public Optional<Effect> visit(Operation.TransposedConv conv) {
    return new TransposedConvRule(site).apply(conv);
  }

  @Override
  public Optional<Effect> visit(Operation.LayerNorm norm) {
    return Optional.of(new Effect(norm, input, perChannel(norm.affine()), 0));
  }

  @Override
  public Optional<Effect> visit(Operation.GroupNorm norm) {
    boolean isScattered = input.flat() && !input.inOrder();
    if (isScattered && norm.groups() > 1 && !isImage(site)) {
      return Optional.empty();
    }
    int channels = input.features();
    if (channels % norm.groups() != 0) {
      site.add(
          site.problem(
                  Rule.GROUPS_DO_NOT_DIVIDE,
                  "groups",
                  "%s cannot be split into %s",
                  Text.count(channels, "channel"),
                  Text.count(norm.groups(), "group"))
              .line(
                  "%d / %d = %d, remainder %d",
                  channels, norm.groups(), channels / norm.groups(), channels % norm.groups())
              .line("%s", site.trace())
              .line("Use a number of groups that divides %d", channels));
      return Optional.empty();
    }
    return Optional.of(new Effect(norm, input, perChannel(norm.affine()), 0));
  }

  @Override
  public Optional<Effect> visit(Operation.LocalResponseNorm norm) {
    return isImage(site) ? Optional.of(Effect.of(norm, input)) : Optional.empty();
  }

  @Override
  public Optional<Effect> visit(Operation.Scale scale) {
    return Optional.of(new Effect(scale, input, perChannel(true), 0));
  }

  @Override
  public Optional<Effect> visit(Operation.StochasticDepth depth) {
    return Optional.of(Effect.of(depth, input));
  }

  @Override
  public Optional<Effect> visit(Operation.Upsample upsample) {
    if (!isImage(site)) {
      return Optional.empty();
    }
    return Sizes.image(
            site,
            "factor",
            input.channels(),
            Math.multiplyExact((long) input.height(), (long) upsample.factorH()),
            Math.multiplyExact((long) input.width(), (long) upsample.factorW()))
        .map(output -> Effect.of(upsample, output));
  }

  @Override
  public Optional<Effect> visit(Operation.ZeroPad pad) {
    if (!isImage(site)) {
      return Optional.empty();
    }
    return Sizes.image(
            site,
            "value",
            (long) input.channels() + pad.newChannels(),
            (input.height() - 1L) / pad.strideH() + 1 + pad.top() + pad.bottom(),
            (input.width() - 1L) / pad.strideW() + 1 + pad.left() + pad.right())
        .map(output -> Effect.of(pad, output));
  }

  @Override
  public Optional<Effect> visit(Operation.Add add) {
    return new JoinRule(site).add(add);
  }

  @Override
  public Optional<Effect> visit(Operation.Concat concat) {
    return new JoinRule(site).concat(concat);
  }

  @Override
  public Optional<Effect> visit(Operation.Gate gate) {
    return Optional.of(Effect.of(gate, input));
  }

  @Override
  public Optional<Effect> visit(Operation.Input other) {
    return Optional.of(Effect.of(other, other.shape()));
  }

  private List<Weight> perChannel(boolean affine) {
    return affine
        ? List.of(Weight.of(Role.WEIGHT, input.features()), Weight.of(Role.BIAS, input.features()))
        : List.of();
  }

  /** Tells of an operation that slides over an image but reads a row of units. */
  static boolean isImage(Site site) {
    if (!site.input().flat()) {
      return true;
    }
    site.add(
        site.problem(
                Rule.NOT_AN_IMAGE,
                "",
                "%s needs an image of C×H×W, but reads %s units in a row",
                site.annotation(),
                Text.number(site.input().elements()))
            .line("%s", site.trace())
            .line(
                "Move %s in front of %s, where the image becomes a row",
                site.annotation(), site.whereFlattened()));
    return false;
  }
}
