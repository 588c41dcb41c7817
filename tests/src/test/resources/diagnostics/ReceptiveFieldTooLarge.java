package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ReceptiveFieldTooLarge {
  @Network(input = {3, 8, 8})
  @SuppressWarnings("conform:KernelLargerThanMap")
  interface Deep {
    @Conv(filters = 8, kernel = 5, stride = 2, padding = 2) @Relu Layer c1();

    @Conv(filters = 8, kernel = 5, stride = 2, padding = 2) @Relu Layer c2();

    @Conv(filters = 8, kernel = 5, padding = 2) @Relu Layer c3();

    @Conv(filters = 8, kernel = 5, padding = 2) @Relu Layer c4();

    @Conv(filters = 8, kernel = 5, padding = 2) @Relu Layer c5();

    @Conv(filters = 8, kernel = 5, padding = 2) @Relu Layer c6();
//                              ^ warning: [Conform/ReceptiveFieldTooLarge] layer c6: its values see 77×77 pixels, over 8 times the 8×8 image
//     each window adds (extent − 1) · the product of all strides before it
//     Use fewer layers, smaller kernels, or larger images
//     Silence with @SuppressWarnings("conform:ReceptiveFieldTooLarge")

    @Dense(units = 10) Layer logits();
  }
}
