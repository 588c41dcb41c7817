package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class KeyUnused {
  @Network(input = {3, 32, 32})
  @Key({"stam -> conv1", "{any} -> x.{any}", "logits -> fc"})
//      ^ error: [Conform/KeyUnused] "stam -> conv1" fits no layer with parameters
//     There are stem, logits
//     Did you mean stem?
//                                           ^ error: [Conform/KeyUnused] "logits -> fc" names nothing: an earlier line fits all that it fits
//     There are stem, logits
//     Move it in front of that line
  interface Net {
    @Conv(filters = 8, kernel = 3) @Relu Layer stem();

    @Dense(units = 10) Layer logits();
  }
}
