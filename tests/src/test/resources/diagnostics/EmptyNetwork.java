package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class EmptyNetwork {
  @Network(input = {1, 8, 8})
  interface Empty {}
//^ error: [Conform/EmptyNetwork] EmptyNetwork.Empty has no layers
//     Add a method for each layer, for example @Dense(units = 10) Layer logits();

  @Network(input = {1, 8, 8})
  interface HelpersOnly {
//^ error: [Conform/EmptyNetwork] EmptyNetwork.HelpersOnly has no layers
//     Add a method for each layer, for example @Dense(units = 10) Layer logits();
    int SIZE = 8;

    default int size() {
      return SIZE;
    }
  }
}
