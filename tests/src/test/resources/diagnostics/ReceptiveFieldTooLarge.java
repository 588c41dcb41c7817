package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ReceptiveFieldTooLarge {
  @Block
  interface Wide {
    @Conv(filters = 8, kernel = 5, padding = 2) @Relu Layer conv();
//                              ^ warning: [Conform/ReceptiveFieldTooLarge] layer wide.9.conv: its values see 173×173 pixels, over 20 times the 8×8 image
//     each window adds (extent − 1) · the product of all strides before it
//     Use fewer layers, smaller kernels, or larger images
//     Silence with @SuppressWarnings("conform:ReceptiveFieldTooLarge")
  }

  @Network(input = {3, 8, 8})
  @SuppressWarnings("conform:KernelLargerThanMap")
  interface Deep {
    @Conv(filters = 8, kernel = 5, stride = 2, padding = 2) @Relu Layer c1();

    @Conv(filters = 8, kernel = 5, stride = 2, padding = 2) @Relu Layer c2();

    @Use(block = Wide.class, repeat = 10) Layer wide();

    @Dense(units = 10) Layer logits();
  }
}
