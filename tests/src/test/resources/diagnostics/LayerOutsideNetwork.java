package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class LayerOutsideNetwork {
  interface Forgotten {
    @Conv(filters = 6, kernel = 5) @Relu Layer c1();
//  ^ error: [Conform/LayerOutsideNetwork] @Conv does nothing here: LayerOutsideNetwork.Forgotten has no @Network
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Forgotten

    Layer free();
  }

  @Expect(parameters = 1)
//^ error: [Conform/LayerOutsideNetwork] @Expect does nothing here: LayerOutsideNetwork.Expected has no @Network
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Expected
  interface Expected {}

  abstract static class Other {
    @Dense(units = 10) abstract Layer logits();
//  ^ error: [Conform/LayerOutsideNetwork] @Dense does nothing here: LayerOutsideNetwork.Other has no @Network
//     Add @Network(input = {channels, height, width}) to LayerOutsideNetwork.Other
  }
}
