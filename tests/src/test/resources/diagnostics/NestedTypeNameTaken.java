package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NestedTypeNameTaken {
  @Network(input = {1, 8, 8})
  interface Nesting {
    class Tensor {}
//  ^ error: [Conform/NestedTypeNameTaken] the nested type Tensor hides the runtime's Tensor in the generated class
//     Rename Tensor, or move it out of NestedTypeNameTaken.Nesting

    class Mine {}

    @Dense(units = 10) Layer logits();
  }
}
