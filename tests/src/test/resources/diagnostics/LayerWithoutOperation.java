package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class LayerWithoutOperation {
  @Network(input = {1, 8, 8})
  interface Bare {
    Layer c1();
//        ^ error: [Conform/LayerWithoutOperation] c1 has no annotation that says what it does
//     Add for example @Dense(units = 10), or give the method a body if it is no layer

    @Expect(parameters = 0) Layer c2();
//                                ^ error: [Conform/LayerWithoutOperation] c2 has no annotation that says what it does
//     Add for example @Dense(units = 10), or give the method a body if it is no layer

    @Deprecated Layer c3();
//                    ^ error: [Conform/LayerWithoutOperation] c3 has no annotation that says what it does
//     Add for example @Dense(units = 10), or give the method a body if it is no layer

    @Dense(units = 10) Layer logits();
  }
}
