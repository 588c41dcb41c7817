package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ReceptiveFieldTooSmall {
  @Network(input = {3, 32, 32})
  interface Shallow {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu @Pool(size = 2) Layer c1();

    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c2();

    @GlobalPool Layer pool();
//  ^ warning: [Conform/ReceptiveFieldTooSmall] layer pool pools values that see 8×8 pixels each, less than half of the 32×32 image
//     each window adds (extent − 1) · the product of all strides before it
//     Pool or stride earlier, or add layers in front of it
//     Silence with @SuppressWarnings("conform:ReceptiveFieldTooSmall")

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 16, 16})
  interface Enough {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu @Pool(size = 2) Layer c1();

    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c2();

    @GlobalPool Layer pool();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  interface Gated {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu @SqueezeExcite(ratio = 4) Layer c1();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 16, 16})
  interface Auxiliary {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c1();

    @GlobalPool @Dense(units = 10) @Output(weight = 0.3) Layer early();

    @From("c1") @Pool(size = 2) @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c2();

    @SqueezeExcite(ratio = 4) @GlobalPool Layer pool();

    @Dense(units = 10) Layer logits();
  }
}
