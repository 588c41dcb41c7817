package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class AdviceInBlocks {
  @SuppressWarnings("conform:BiasBeforeBatchNorm")
  @Block
  interface Silenced {
    @Conv(filters = 8, kernel = 1) @BatchNorm @Relu Layer conv();
  }

  @Block
  interface Loud {
    @Conv(filters = 8, kernel = 1) @BatchNorm @Relu Layer conv();
//  ^ warning: [Conform/BiasBeforeBatchNorm] layer b.0.conv: the batch norm behind it takes its bias away again
//     (x + b) − mean(x + b) = x − mean(x): 8 parameters without effect
//     Add bias = false
//     Silence with @SuppressWarnings("conform:BiasBeforeBatchNorm")
  }

  @Network(input = {1, 8, 8})
  interface UsesSilenced {
    @Use(block = Silenced.class, repeat = 2) Layer a();
    @Use(block = Loud.class, repeat = 2) Layer b();
    @Use(block = Loud.class, repeat = 2) Layer c();
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  @SuppressWarnings("conform:BiasBeforeBatchNorm")
  interface SilencedNetwork {
    @Use(block = Loud.class) Layer a();

    @Dense(units = 10) Layer logits();
  }
}
