package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.List;
import java.util.Set;

/**
 * A block as it was written.
 *
 * @param packageName empty for the default package
 * @param interfaceName its name inside the package; a nested one reads {@code Outer.Inner}
 * @param layers in the order in which they run
 * @param symbols that its sizes are written with
 * @param elsewhere whether it was compiled elsewhere, so that its positions cannot be shown
 * @param position of the interface
 */
public record BlockDecl(
    String packageName,
    String interfaceName,
    List<LayerDecl> layers,
    Set<Symbol> symbols,
    boolean elsewhere,
    Position position)
    implements Lender {

  /** Keeps immutable copies. */
  public BlockDecl {
    layers = List.copyOf(layers);
    symbols = Set.copyOf(symbols);
  }
}
