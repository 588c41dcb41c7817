package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class BiasBeforeBatchNorm {
  @Network(input = {3, 8, 8})
  interface Biased {
    @Conv(filters = 16, kernel = 3) @BatchNorm @Relu Layer c1();
//  ^ warning: [Conform/BiasBeforeBatchNorm] layer c1: the batch norm behind it takes its bias away again
//     (x + b) − mean(x + b) = x − mean(x): 16 parameters without effect
//     Add bias = false
//     Silence with @SuppressWarnings("conform:BiasBeforeBatchNorm")

    @Conv(filters = 16, kernel = 3, bias = true) Layer c2();
//                                         ^ warning: [Conform/BiasBeforeBatchNorm] layer c2: the batch norm behind it takes its bias away again
//     (x + b) − mean(x + b) = x − mean(x): 16 parameters without effect
//     Add bias = false
//     Silence with @SuppressWarnings("conform:BiasBeforeBatchNorm")

    @BatchNorm @Relu Layer bn2();

    @Conv(filters = 16, kernel = 3, bias = false) @BatchNorm @Relu Layer c3();

    @Conv(filters = 16, kernel = 1) @Relu @BatchNorm Layer c4();

    @Dense(units = 1) @BatchNorm @Sigmoid Layer f5();
//  ^ warning: [Conform/BiasBeforeBatchNorm] layer f5: the batch norm behind it takes its bias away again
//     (x + b) − mean(x + b) = x − mean(x): 1 parameter without effect
//     Add bias = false
//     Silence with @SuppressWarnings("conform:BiasBeforeBatchNorm")
  }

  @Network(input = {3, 8, 8})
  interface Transposed {
    @TransposedConv(filters = 6, kernel = 4, stride = 2, padding = 1) @BatchNorm @Relu Layer up();
//  ^ warning: [Conform/BiasBeforeBatchNorm] layer up: the batch norm behind it takes its bias away again
//     (x + b) − mean(x + b) = x − mean(x): 6 parameters without effect
//     Add bias = false
//     Silence with @SuppressWarnings("conform:BiasBeforeBatchNorm")

    @Conv(filters = 8, kernel = 9) @Relu Layer conv();
  }

  @SuppressWarnings("conform:BiasBeforeBatchNorm")
  static class Around {
    @Network(input = {3, 8, 8})
    interface Quiet {
      @Conv(filters = 16, kernel = 5) @BatchNorm @Relu Layer c1();
    }
  }
}
