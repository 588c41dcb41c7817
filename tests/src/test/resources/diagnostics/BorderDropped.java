package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class BorderDropped {
  @Network(input = {1, 224, 224})
  interface AlexNet {
    @Conv(filters = 96, kernel = 11, stride = 4) @Relu Layer conv1();
//                                            ^ warning: [Conform/BorderDropped] layer conv1: stride 4 leaves the last row and last column of its 224×224 input unread
//     windows end at 223 of 224
//     Use padding = {0, 0, 3, 3}, or an input that the stride divides
//     Silence with @SuppressWarnings("conform:BorderDropped")
  }

  @Network(input = {1, 11, 10})
  interface Odd {
    @Pool(size = 2) Layer p1();
//  ^ warning: [Conform/BorderDropped] layer p1: stride 2 leaves the last row of its 11×10 input unread
//     windows end at 10 of 11
//     Use ceilMode = true, or an input that the stride divides
//     Silence with @SuppressWarnings("conform:BorderDropped")
  }

  @Network(input = {1, 9, 10})
  interface Padded {
    @Conv(filters = 8, kernel = 4, stride = 4, padding = {0, 1}) @Relu Layer c1();
//                                          ^ warning: [Conform/BorderDropped] layer c1: stride 4 leaves the last row of its 9×10 input unread
//     windows end at 8 of 9
//     Use padding = {0, 1, 3, 1}, or an input that the stride divides
//     Silence with @SuppressWarnings("conform:BorderDropped")
  }

  @Network(input = {3, 224, 224})
  interface Fine {
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3) @Relu @Pool(size = 3, stride = 2, padding = 1) Layer stem();

    @Conv(filters = 64, kernel = 1, stride = 2) @Relu Layer skips();

    @Pool(size = 3, stride = 2, ceilMode = true) Layer ceil();
  }
}
