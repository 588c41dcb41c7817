package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class LayerWithBody {
  @Network(input = {1, 8, 8})
  interface Bodies {
    @Relu default Layer preset() {
//  ^ error: [Conform/LayerWithBody] preset has a body, but a layer is only declared
//     Write "Layer preset();" without a body, or remove @Relu
      return logits();
    }

    @Dense(units = 3) static Layer shared(Bodies net) {
//  ^ error: [Conform/LayerWithBody] shared has a body, but a layer is only declared
//     Write "Layer shared();" without a body, or remove @Dense
      return net.logits();
    }

    default Layer last() {
      return logits();
    }

    @Dense(units = 10) Layer logits();
  }
}
