package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NoMainOutput {
  @Network(input = {3, 32, 32})
  interface OnlyOutputs {
//^ error: [Conform/NoMainOutput] NoMainOutput.OnlyOutputs has no main output: each of its layers is an @Output
//     The last layer without @Output is the main output; the others are beside it
//     Remove @Output from the last layer
    @Dense(units = 10) @Output Layer logits();
  }

  @Network(input = {3, 32, 32})
  interface Passes {
    @Conv(filters = 8, kernel = 3) @Relu @Output Layer conv();

    @From("input") Layer last();
//                       ^ error: [Conform/NoMainOutput] layer last: NoMainOutput.Passes's main output is an input, unchanged
//     The last layer without @Output is the main output
//     Move last up, or write a layer behind it
  }

  @Network(input = {3, 32, 32})
  interface LastIsInput {
    @Conv(filters = 8, kernel = 3) @Relu @Output Layer conv();

    @Input({1, 8, 8}) Layer mask();
//                          ^ error: [Conform/NoMainOutput] layer mask: NoMainOutput.LastIsInput's main output is an input, unchanged
//     The last layer without @Output is the main output
//     Move mask up, or write a layer behind it
  }

  @Network(input = {3, 32, 32})
  interface Right {
    @Conv(filters = 8, kernel = 3) @Relu Layer conv();

    @Dense(units = 10) @Output Layer auxiliary();

    @From("conv") @Dense(units = 10) Layer logits();
  }
}
