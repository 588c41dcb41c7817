package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class PoolPaddingTooLarge {
  @Network(input = {3, 32, 32})
  interface Square {
    @Pool(size = 3, stride = 2, padding = 2) Layer p1();
//                                        ^ error: [Conform/PoolPaddingTooLarge] layer p1: padding 2 is more than half of the window's 3
//     the limit is floor(3 / 2) = 1, as in PyTorch
//     input 3×32×32 → p1
//     Use padding = 1
  }

  @Network(input = {3, 32, 32})
  interface Wide {
    @Pool(size = {3, 2}, padding = {1, 2}) Layer p1();
//                                 ^ error: [Conform/PoolPaddingTooLarge] layer p1: padding 2 is more than half of the window's 2
//     the limit is floor(2 / 2) = 1, as in PyTorch
//     input 3×32×32 → p1
//     Use padding = 1
  }

  @Network(input = {3, 32, 32})
  interface Fine {
    @Pool(size = 3, stride = 1, padding = 1) Layer p1();
  }
}
