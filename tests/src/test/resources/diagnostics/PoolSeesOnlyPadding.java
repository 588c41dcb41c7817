package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class PoolSeesOnlyPadding {
  @Network(input = {3, 1, 1})
  interface Hollow {
    @Pool(size = 2, dilation = 4, stride = 1, padding = 2) Layer p1();
//                             ^ error: [Conform/PoolSeesOnlyPadding] layer p1: with dilation 4 a window steps over all 1 rows of its input
//     its elements lie at -2 and 2, the input from 0 to 0
//     input 3×1×1 → p1
//     Use dilation = 1 and padding = 1
  }

  @Network(input = {3, 1, 3})
  interface Wide {
    @Pool(size = {1, 2}, dilation = {1, 4}, stride = 1, padding = {0, 2}) Layer p1();
//                                  ^ error: [Conform/PoolSeesOnlyPadding] layer p1: with dilation 4 a window steps over all 3 columns of its input
//     its elements lie at -1 and 3, the input from 0 to 2
//     input 3×1×3 → p1
//     Use dilation = 1 and padding = 1
  }

  @Network(input = {3, 4, 4})
  interface Fine {
    @Pool(size = 2, dilation = 4, stride = 1, padding = 2) Layer p1();
  }
}
