package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NotALayer {
  @Network(input = {1, 8, 8})
  interface Methods {
    @Relu Layer withParameter(int units);
//                                ^ error: [Conform/NotALayer] withParameter has a parameter, but a layer's method has none
//     Write "Layer withParameter();": sizes go into its annotations

    @Relu <T> Layer generic();
//         ^ error: [Conform/NotALayer] generic has a type parameter, but a layer's method has none
//     Write "Layer generic();"

    @Relu int number();
//            ^ error: [Conform/NotALayer] number returns int, but a layer's method returns dev.conform.runtime.Layer
//     Let it return Layer, or give it a body if it is no layer

    @Relu void nothing();
//             ^ error: [Conform/NotALayer] nothing returns void, but a layer's method returns dev.conform.runtime.Layer
//     Let it return Layer, or give it a body if it is no layer

    String name(int index);
//                  ^ error: [Conform/NotALayer] name has a parameter, but a layer's method has none
//     Write "Layer name();": sizes go into its annotations


    @Dense(units = 10) Layer logits();
  }
}
