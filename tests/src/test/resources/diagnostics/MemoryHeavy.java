package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class MemoryHeavy {
  @Network(input = {3, 4096, 4096})
  interface Heavy {
//^ warning: [Conform/MemoryHeavy] MemoryHeavy.Heavy takes about 9,216 MiB to train on one image, more than 8,192 MiB
//     20,256 parameters and 1,207,959,552 activations, each with a gradient, 8 bytes together
//     Use smaller images, fewer filters, or stride earlier
//     Silence with @SuppressWarnings("conform:MemoryHeavy")
    @Conv(filters = 64, kernel = 3, padding = 1) @Relu Layer c1();

    @Conv(filters = 32, kernel = 3, stride = 2, padding = 1) @Relu Layer c2();
  }
}
