package dev.conform.tests.network;

import dev.conform.processor.ir.BlockCall;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.Construct;
import dev.conform.processor.ir.Dimension;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.OperationDecl;
import dev.conform.processor.ir.Structure;
import dev.conform.processor.ir.Symbol;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a network narrower that cannot be run at full width: every number of filters and units is
 * divided, in blocks and where they are used, and everything else stays as it was declared.
 *
 * @param factor by how much
 */
record Narrower(int factor) {

  private static final Set<Symbol> NOT_CHANNELS = EnumSet.of(Symbol.STRIDE, Symbol.KERNEL);

  NetworkDecl apply(NetworkDecl network) {
    return new NetworkDecl(
        network.packageName(),
        network.interfaceName(),
        network.year(),
        network.input(),
        apply(network.layers()),
        network.keys(),
        network.pretrained(),
        network.freeze(),
        network.expectations(),
        network.silenced(),
        network.position());
  }

  private List<LayerDecl> apply(List<LayerDecl> layers) {
    return layers.stream()
        .map(layer -> layer.with(layer.operations().stream().map(this::apply).toList()))
        .toList();
  }

  private OperationDecl apply(OperationDecl written) {
    return new OperationDecl(
        written.annotation(),
        written.construct().map(this::apply),
        written.position(),
        written.values());
  }

  private Construct apply(Construct construct) {
    if (construct instanceof Operation.Conv conv) {
      // Filters come in whole groups.
      int filters = conv.groups() * divided(conv.filters() / conv.groups());
      return new Operation.Conv(
          conv.connections().isEmpty() ? filters : conv.filters(),
          conv.window(),
          conv.groups(),
          conv.bias(),
          conv.connections());
    }
    if (construct instanceof Operation.Dense dense) {
      return new Operation.Dense(divided(dense.units()), dense.bias());
    }
    if (construct instanceof Structure.Use use) {
      return apply(use);
    }
    return construct instanceof Structure.Residual residual
        ? new Structure.Residual(apply(residual.use()), residual.shortcut(), residual.activation())
        : construct;
  }

  private Structure.Use apply(Structure.Use use) {
    return new Structure.Use(apply(use.call()), use.repeat(), use.numbered());
  }

  private BlockCall apply(BlockCall call) {
    BlockDecl block = call.block();
    return new BlockCall(
        new BlockDecl(
            block.packageName(),
            block.interfaceName(),
            apply(block.layers()),
            block.symbols(),
            block.elsewhere(),
            block.position()),
        call.values().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> NOT_CHANNELS.contains(e.getKey()) ? e.getValue() : divided(e.getValue()))),
        call.position(),
        call.positions());
  }

  /** Rounds up; a sum of symbols is divided where they get their values. */
  private int divided(int channels) {
    return Dimension.isSum(channels) ? channels : (channels + factor - 1) / factor;
  }
}
