package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network as it was written, right or wrong.
 *
 * @param packageName empty for the default package
 * @param interfaceName its name inside the package; a nested one reads {@code Outer.Inner}
 * @param year of its publication; 0 if not given
 * @param input the shape of one image; empty if what was written is none
 * @param layers in the order in which they run, with those that are inherited
 * @param keys the lines of {@code @Key}, its own before those that are inherited
 * @param pretrained what {@code @Pretrained} says
 * @param freeze what {@code @Freeze} says
 * @param expectations what the network's {@code @Expect} asserts
 * @param silenced ids of the advice that its {@code @SuppressWarnings} silences
 * @param position of the interface
 */
public record NetworkDecl(
    String packageName,
    String interfaceName,
    int year,
    Optional<Shape> input,
    List<LayerDecl> layers,
    List<KeyDecl> keys,
    Optional<PretrainedDecl> pretrained,
    Optional<FreezeDecl> freeze,
    List<Expectation> expectations,
    Set<String> silenced,
    Position position)
    implements Lender {

  /** Keeps immutable copies. */
  public NetworkDecl {
    layers = List.copyOf(layers);
    keys = List.copyOf(keys);
    expectations = List.copyOf(expectations);
    silenced = Set.copyOf(silenced);
  }

  /** Returns the names of the layers that are frozen. */
  public Set<String> frozenLayers() {
    List<String> names = layers.stream().map(LayerDecl::name).toList();
    int last = freeze.map(f -> names.indexOf(f.upTo())).orElse(-1);
    return Set.copyOf(names.subList(0, last + 1));
  }
}
