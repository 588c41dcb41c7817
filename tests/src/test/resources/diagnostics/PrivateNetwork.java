package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class PrivateNetwork {
  @Network(input = {1, 8, 8})
  private interface Hidden {
//        ^ error: [Conform/PrivateNetwork] PrivateNetwork.Hidden cannot be seen by the class that implements it: Hidden is private
//     Remove private from Hidden
    @Dense(units = 10) Layer logits();
  }

  private static class Outer {
    @Network(input = {1, 8, 8})
    interface Inside {
//  ^ error: [Conform/PrivateNetwork] PrivateNetwork.Outer.Inside cannot be seen by the class that implements it: Outer is private
//     Remove private from Outer
      @Dense(units = 10) Layer logits();
    }
  }

  @Network(input = {1, 8, 8})
  protected interface Fine {
    @Dense(units = 10) Layer logits();
  }
}
