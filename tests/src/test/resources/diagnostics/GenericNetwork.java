package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class GenericNetwork {
  @Network(input = {1, 8, 8})
  interface Generic<T> {
//                  ^ error: [Conform/GenericNetwork] GenericNetwork.Generic has a type parameter, but a network is one class with fixed sizes
//     Remove <T>
    @Dense(units = 10) Layer logits();
  }

  @Block
  interface Step<T> {
//               ^ error: [Conform/GenericNetwork] block GenericNetwork.Step has a type parameter, but sizes are all that uses of a block give
//     Remove <T>
    @Relu Layer act();
  }
}
