package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class SealedNetwork {
  @Network(input = {1, 8, 8})
  sealed interface Closed permits Only {
//       ^ error: [Conform/SealedNetwork] SealedNetwork.Closed is sealed, so the generated class may not implement it
//     Remove sealed and permits
    @Dense(units = 10) Layer logits();
  }

  abstract static non-sealed class Only implements Closed {}
}
