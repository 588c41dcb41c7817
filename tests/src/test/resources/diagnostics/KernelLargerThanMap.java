package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class KernelLargerThanMap {
  @Network(input = {3, 4, 4})
  interface Pooled {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu @Pool(size = 4) Layer c1();

    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c2();
//                               ^ warning: [Conform/KernelLargerThanMap] layer c2: of its 3×3 kernel only 1×1 ever meets its input of 1×1
//     8 of 9 weights see nothing but padding, and never train
//     kernel = 1 without padding computes the same; or pool less before it
//     Silence with @SuppressWarnings("conform:KernelLargerThanMap")

    @Conv(filters = 16, kernel = {1, 3}, padding = {0, 1}) @Relu Layer c3();
//                               ^ warning: [Conform/KernelLargerThanMap] layer c3: of its 1×3 kernel only 1×1 ever meets its input of 1×1
//     2 of 3 weights see nothing but padding, and never train
//     kernel = 1 without padding computes the same; or pool less before it
//     Silence with @SuppressWarnings("conform:KernelLargerThanMap")
  }

  @Network(input = {3, 2, 2})
  interface Fine {
    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer c1();
  }

  @Network(input = {3, 5, 5})
  interface Holes {
    @Conv(filters = 16, kernel = 3, dilation = 5, padding = Padding.SAME) @Relu Layer c1();
//                               ^ warning: [Conform/KernelLargerThanMap] layer c1: of its 3×3 kernel only 1×1 ever meets its input of 5×5
//     8 of 9 weights see nothing but padding, and never train
//     kernel = 1 without padding computes the same; or pool less before it
//     Silence with @SuppressWarnings("conform:KernelLargerThanMap")
  }
}
