package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnsupportedParent {
  @Network(input = {1, 8, 8})
  interface Child extends Comparable<Child> {
//^ error: [Conform/UnsupportedParent] UnsupportedParent.Child extends Comparable, whose method compareTo(T) would be no layer of it
//     A network may extend one network; other parents may have default methods only
//     Declare all layers in Child itself
    @Dense(units = 10) Layer logits();
  }

  interface Marker {
    default int layers(int from) {
      return from;
    }
  }

  @Network(input = {1, 8, 8})
  interface Marked extends Marker {
    @Dense(units = 10) Layer logits();
  }

  @Block
  interface Base {
    @Relu Layer act();
  }

  @Block
  interface Extended extends Base {
//^ error: [Conform/UnsupportedParent] block UnsupportedParent.Extended extends Base, whose method act() would be no layer of it
//     A block has the layers that it declares itself; parents may have default methods
//     Put the block in its place with @Use(block = Base.class) on a layer
    @Relu Layer act2();
  }

  @Network(input = {1, 8, 8})
  interface FromBlock extends Base {
//^ error: [Conform/UnsupportedParent] UnsupportedParent.FromBlock extends Base, whose method act() would be no layer of it
//     A network may extend one network; other parents may have default methods only
//     Put the block in its place with @Use(block = Base.class) on a layer
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  interface First {
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  interface Second {
    @Dense(units = 10) Layer scores();
  }

  @Network(input = {1, 8, 8})
  interface Both extends First, Second {}
//^ error: [Conform/UnsupportedParent] UnsupportedParent.Both extends Second, whose method scores() would be no layer of it
//     A network may extend one network; other parents may have default methods only
//     Declare all layers in Both itself
}
