package dev.conform.processor.analyze;

import dev.conform.processor.analyze.Effect.Weight;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec.Role;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shape of a transposed convolution, as PyTorch's ConvTranspose2d has it. */
final class TransposedConvRule {

  private final Site site;

  TransposedConvRule(Site site) {
    this.site = site;
  }

  Optional<Effect> apply(Operation.TransposedConv conv) {
    if (!OperationRules.isImage(site) || !Sizes.extentFits(site, conv.window())) {
      return Optional.empty();
    }
    Shape in = site.input();
    // Which padding makes the output stride times as large follows from the transpose's input.
    Window w =
        Geometry.resolve(
            conv.window(),
            Shape.image(
                1,
                Math.toIntExact((long) in.height() * conv.window().strideH()),
                Math.toIntExact((long) in.width() * conv.window().strideW())));
    long height =
        (in.height() - 1L) * w.strideH()
            - w.padTop()
            - w.padBottom()
            + Geometry.extent(w.kernelH(), w.dilationH())
            + conv.outputPadH();
    long width =
        (in.width() - 1L) * w.strideW()
            - w.padLeft()
            - w.padRight()
            + Geometry.extent(w.kernelW(), w.dilationW())
            + conv.outputPadW();
    if (!isDivided(conv, in.channels()) || !hasPixels(height, width, w) || !padsBelowStride(conv)) {
      return Optional.empty();
    }
    int outChannels = conv.filters() / conv.groups();
    if (!Sizes.weightFits(site, "filters", in.channels(), outChannels, w.kernelH(), w.kernelW())) {
      return Optional.empty();
    }
    List<Weight> weights = new ArrayList<>();
    weights.add(Weight.of(Role.WEIGHT, in.channels(), outChannels, w.kernelH(), w.kernelW()));
    if (conv.bias()) {
      weights.add(Weight.of(Role.BIAS, conv.filters()));
    }
    Operation resolved =
        new Operation.TransposedConv(
            conv.filters(), w, conv.outputPadH(), conv.outputPadW(), conv.groups(), conv.bias());
    return Sizes.image(site, "filters", conv.filters(), height, width)
        .map(
            output ->
                new Effect(
                    resolved,
                    output,
                    weights,
                    Math.multiplyExact(in.pixels(), weights.get(0).count())));
  }

  private boolean isDivided(Operation.TransposedConv conv, int inChannels) {
    if (inChannels % conv.groups() == 0 && conv.filters() % conv.groups() == 0) {
      return true;
    }
    site.add(
        site.problem(
                Rule.GROUPS_DO_NOT_DIVIDE,
                "groups",
                "%s and %s cannot both be split into %s",
                Text.count(inChannels, "input channel"),
                Text.count(conv.filters(), "filter"),
                Text.count(conv.groups(), "group"))
            .line("%s", site.trace())
            .line("Use groups = 1, or channels that %d divides", conv.groups()));
    return false;
  }

  private boolean hasPixels(long height, long width, Window w) {
    if (height > 0 && width > 0) {
      return true;
    }
    site.add(
        site.problem(
                Rule.KERNEL_EXCEEDS_INPUT,
                "padding",
                "padding cuts off all of its %d×%d output",
                height + w.padTop() + w.padBottom(),
                width + w.padLeft() + w.padRight())
            .line(
                "(input − 1) · stride + dilation · (kernel − 1) + 1 + outputPadding − padding = %d×%d",
                height, width)
            .line("%s", site.trace())
            .line("Use padding = 0"));
    return false;
  }

  private boolean padsBelowStride(Operation.TransposedConv conv) {
    Window w = conv.window();
    boolean fits =
        conv.outputPadH() < Math.max(w.strideH(), w.dilationH())
            && conv.outputPadW() < Math.max(w.strideW(), w.dilationW());
    if (!fits) {
      site.add(
          site.problem(
                  Rule.OUT_OF_RANGE,
                  "outputPadding",
                  "outputPadding = %s, but it must be less than the stride or the dilation",
                  WindowFit.pair(conv.outputPadH(), conv.outputPadW()))
              .line("No pixel of the input would reach the rows that it adds")
              .line("Use outputPadding = 0, or a larger stride"));
    }
    return fits;
  }
}
