package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class LayerOutsideNetwork {
  interface Forgotten {
    @Conv(filters = 6, kernel = 5) @Relu Layer c1();
//  ^ error: [Conform/LayerOutsideNetwork] @Conv does nothing here: LayerOutsideNetwork.Forgotten is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Forgotten, or @Block if networks use it

    Layer free();
  }

  @Expect(parameters = 1)
//^ error: [Conform/LayerOutsideNetwork] @Expect does nothing here: LayerOutsideNetwork.Expected is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Expected, or let it extend a network
  interface Expected {}

  abstract static class Other {
    @Dense(units = 10) abstract Layer logits();
//  ^ error: [Conform/LayerOutsideNetwork] @Dense does nothing here: LayerOutsideNetwork.Other is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Other, or @Block if networks use it
  }

  @Freeze(upTo = "logits")
//^ error: [Conform/LayerOutsideNetwork] @Freeze does nothing here: LayerOutsideNetwork.Lost is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Lost, or let it extend a network
  interface Lost {}
}
