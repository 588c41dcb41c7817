package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class TooManyLayers {
  @Block
  interface Step {
    @Relu Layer act();
  }

  @Block
  interface Inner {
    @Use(block = Step.class, repeat = 15_999) Layer steps();
  }

  @Network(input = {3, 32, 32})
  interface Endless {
    @Use(block = Step.class, repeat = 2_147_483_647) Layer steps();
//                                    ^ error: [Conform/TooManyLayers] layer steps: with its repetitions the network has more than 50,000 operations
//     A class that holds more of them would not compile
//     Use a smaller repeat
  }

  @Network(input = {3, 32, 32})
  interface Nested {
    @Residual(block = Inner.class, repeat = 100_000) Layer steps();
//                         ^ error: [Conform/TooManyLayers] layer steps.1.steps: with its repetitions the network has more than 50,000 operations
//     A class that holds more of them would not compile
//     layer steps is part of block TooManyLayers.Inner
//     Use a smaller repeat

    @Use(block = Step.class, repeat = 60_000) Layer more();
  }
}
