package dev.conform.processor.analyze;

import dev.conform.processor.analyze.Effect.Weight;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shape of a convolution, as ONNX's Conv and PyTorch's Conv2d have it. */
final class ConvRule {

  private final Site site;

  ConvRule(Site site) {
    this.site = site;
  }

  Optional<Effect> apply(Operation.Conv conv) {
    if (!OperationRules.isImage(site)) {
      return Optional.empty();
    }
    Shape in = site.input();
    boolean dividing = checkGroups(conv, in.channels());
    if (!Sizes.extentFits(site, conv.window())) {
      return Optional.empty();
    }
    Window window = Geometry.resolve(conv.window(), in);
    boolean fitting = new WindowFit(site, "kernel", window, false).check();
    if (!dividing || !fitting) {
      return Optional.empty();
    }
    int inChannels = in.channels() / conv.groups();
    Optional<Long> connected = new Connections(site, conv).count();
    if (connected.isEmpty()) {
      return Optional.empty();
    }
    if (!Sizes.weightFits(
        site, "filters", conv.filters(), inChannels, window.kernelH(), window.kernelW())) {
      return Optional.empty();
    }
    List<Weight> weights = new ArrayList<>();
    long kernel = (long) window.kernelH() * window.kernelW();
    weights.add(
        new Weight(
            Role.WEIGHT,
            List.of(conv.filters(), inChannels, window.kernelH(), window.kernelW()),
            Math.multiplyExact(connected.get(), kernel)));
    if (conv.bias()) {
      weights.add(Weight.of(Role.BIAS, conv.filters()));
    }
    Operation resolved =
        new Operation.Conv(conv.filters(), window, conv.groups(), conv.bias(), conv.connections());
    return Sizes.image(
            site,
            "filters",
            conv.filters(),
            Geometry.outputH(window, in.height(), false),
            Geometry.outputW(window, in.width(), false))
        .map(
            output -> {
              long weight = weights.get(0).count();
              return new Effect(
                  resolved, output, weights, Math.multiplyExact(output.pixels(), weight));
            });
  }

  private boolean checkGroups(Operation.Conv conv, int inChannels) {
    int groups = conv.groups();
    boolean input = inChannels % groups == 0;
    boolean filters = conv.filters() % groups == 0;
    if (input && filters) {
      return true;
    }
    Diagnostic problem =
        input
            ? site.problem(
                Rule.GROUPS_DO_NOT_DIVIDE,
                "groups",
                "%s cannot be split into %s",
                Text.count(conv.filters(), "filter"),
                Text.count(groups, "group"))
            : site.problem(
                Rule.GROUPS_DO_NOT_DIVIDE,
                "groups",
                "%s cannot be split into %s",
                Text.count(inChannels, "input channel"),
                Text.count(groups, "group"));
    int total = input ? conv.filters() : inChannels;
    problem =
        problem
            .line("%d / %d = %d, remainder %d", total, groups, total / groups, total % groups)
            .line("%s", site.trace());
    int best = nearestDivisor(groups, inChannels, conv.filters());
    site.add(
        best > 1
            ? problem.line("Use groups = %d, which divides both", best)
            : problem.line("Use groups = 1, or channels that %d divides", groups));
    return false;
  }

  /** Returns the largest common divisor of both channel counts that is at most {@code groups}. */
  private static int nearestDivisor(int groups, int inChannels, int filters) {
    int divisor = Math.min(groups, Math.min(inChannels, filters));
    while (inChannels % divisor != 0 || filters % divisor != 0) {
      divisor--;
    }
    return divisor;
  }
}
