package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ExpectationMisplaced {
  @Network(input = {1, 8, 8})
  @Expect(inputs = 64, parameters = 650)
//                 ^ error: [Conform/ExpectationMisplaced] ExpectationMisplaced.Misplaced: only a layer has inputs to count
//     The network's input is what @Network says
//     Put @Expect(inputs = …) on a layer
  interface Misplaced {
    @Dense(units = 10) Layer logits();
  }
}
