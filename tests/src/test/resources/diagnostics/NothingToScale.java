package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NothingToScale {
  @Network(input = {3, 32, 32})
  @CompoundScale(width = 1.1, depth = 1.2)
//^ error: [Conform/NothingToScale] NothingToScale.Base extends no network that @CompoundScale could scale
//     Write it on an interface that extends Base, or write other sizes here
  interface Base {
    @Conv(filters = 8, kernel = 3) @Relu Layer c1();

    @Dense(units = 10) Layer logits();
  }

  @CompoundScale(width = 2)
//^ error: [Conform/LayerOutsideNetwork] @CompoundScale does nothing here: NothingToScale.Unrelated is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to NothingToScale.Unrelated, or let it extend a network
  interface Unrelated {}

  @CompoundScale(width = 2)
//^ error: [Conform/LayerOutsideNetwork] @CompoundScale does nothing here: NothingToScale.NotANetwork is neither a network nor a block
//     Add @Network(input = {channels, height, width}) to NothingToScale.NotANetwork, or let it extend a network
  interface NotANetwork extends Comparable<String> {}
}
