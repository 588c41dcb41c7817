package dev.conform.processor.parse;

import dev.conform.processor.ir.BlockCall;
import dev.conform.processor.ir.Construct;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scales the layers that a network inherits (Tan and Le 2019).
 *
 * @param width the factor of channels
 * @param depth the factor of repetitions
 * @param resolution the height and width of the input, if they change
 * @param divisor what widths are multiples of
 */
record CompoundScaling(double width, double depth, Optional<Integer> resolution, int divisor) {

  private static final List<Symbol> WIDTHS = List.of(Symbol.WIDTH, Symbol.SQUEEZE);

  Shape scale(Shape input) {
    return resolution.map(side -> Shape.image(input.channels(), side, side)).orElse(input);
  }

  LayerDecl scale(LayerDecl layer) {
    return layer.with(layer.operations().stream().map(this::scale).toList());
  }

  private OperationDecl scale(OperationDecl written) {
    return new OperationDecl(
        written.annotation(),
        written.construct().map(this::scale),
        written.position(),
        written.values());
  }

  private Construct scale(Construct construct) {
    if (construct instanceof Operation.Conv c) {
      // A depthwise convolution that is written with its groups keeps one channel in each.
      boolean depthwise = c.groups() > 1 && c.groups() == c.filters();
      int groups = depthwise ? scaled(c.groups()) : c.groups();
      return new Operation.Conv(scaled(c.filters()), c.window(), groups, c.bias(), c.connections());
    }
    if (construct instanceof Structure.Use use) {
      return scale(use);
    }
    if (construct instanceof Structure.Residual residual) {
      return new Structure.Residual(
          scale(residual.use()), residual.shortcut(), residual.activation());
    }
    return construct instanceof Structure.Branches branches
        ? new Structure.Branches(
            branches.calls().stream().map(call -> call.map(this::scale)).toList())
        : construct;
  }

  private Structure.Use scale(Structure.Use use) {
    int repeat =
        BigDecimal.valueOf(depth)
            .multiply(BigDecimal.valueOf(use.repeat()))
            .setScale(0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(Integer.MAX_VALUE))
            .intValueExact();
    return new Structure.Use(scale(use.call()), repeat, use.numbered());
  }

  private BlockCall scale(BlockCall call) {
    Map<Symbol, Integer> values = new EnumMap<>(Symbol.class);
    call.values()
        .forEach(
            (symbol, value) -> values.put(symbol, WIDTHS.contains(symbol) ? scaled(value) : value));
    return new BlockCall(call.block(), values, call.position(), call.positions());
  }

  /**
   * Rounds to the nearest multiple of the divisor, never below 90 % of the product. A factor of 1
   * changes nothing, whatever the divisor.
   */
  private int scaled(int channels) {
    if (width == 1) {
      return channels;
    }
    double product = channels * width;
    long rounded = Math.max(divisor, (long) (product + divisor / 2.0) / divisor * divisor);
    if (rounded < 0.9 * product) {
      rounded += divisor;
    }
    // What is too large stays so: the shape rules tell of it.
    return (int) Math.min(Integer.MAX_VALUE, rounded);
  }
}
