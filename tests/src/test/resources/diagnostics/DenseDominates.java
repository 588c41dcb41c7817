package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class DenseDominates {
  @Network(input = {3, 32, 32})
  interface Wide {
    @Conv(filters = 64, kernel = 3, padding = 1) @Relu Layer c1();

    @Dense(units = 100) @Relu Layer fc();
//                 ^ warning: [Conform/DenseDominates] layer fc has 6,553,700 of the network's 6,556,502 parameters, 99 %
//     65,536 inputs (64×32×32) · 100 units + 100 biases
//     @GlobalPool in front of it leaves it 6,500
//     Silence with @SuppressWarnings("conform:DenseDominates")

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {4096, 1, 1})
  interface Perceptron {
    @Dense(units = 1000) @Relu Layer fc();

    @Dense(units = 10) Layer logits();
  }
}
