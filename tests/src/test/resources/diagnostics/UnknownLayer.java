package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnknownLayer {
  @Block
  interface Branchy {
    @Conv(filters = 8, kernel = 1) @Relu Layer left();

    @From("inputs") @Conv(filters = 8, kernel = 1) @Relu Layer right();
//        ^ error: [Conform/UnknownLayer] layer right: there is no layer "inputs"
//     The names here are input and left
//     Did you mean input?

    @Add({"left", "right", "middle"}) Layer sum();
//                         ^ error: [Conform/UnknownLayer] layer sum: there is no layer "middle"
//     The names here are input, left and right
//     Use one of these names
  }

  @Network(input = {3, 32, 32})
  @Freeze(upTo = "pol")
//               ^ error: [Conform/UnknownLayer] UnknownLayer.Net: there is no layer "pol"
//     The names here are stem, side, sum, all, self, block, pool and logits
//     Did you mean pool?
  interface Net {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @From("steam") @Conv(filters = 8, kernel = 1) @Relu Layer side();
//        ^ error: [Conform/UnknownLayer] layer side: there is no layer "steam"
//     The names here are input and stem
//     Did you mean stem?

    @Add({"stem", "sides"}) Layer sum();
//                ^ error: [Conform/UnknownLayer] layer sum: there is no layer "sides"
//     The names here are input, stem and side
//     Did you mean side?

    @Concat("logits") Layer all();
//          ^ error: [Conform/UnknownLayer] layer all: reads logits, which runs after it
//     Layers run in the order in which they are written
//     Move logits in front of it

    @From("self") @Relu Layer self();
//        ^ error: [Conform/UnknownLayer] layer self: reads itself
//     The names here are input, stem, side, sum and all
//     Name an earlier layer; to apply layers again and again use repeat

    @From("") @Use(block = Branchy.class) Layer block();
//        ^ error: [Conform/UnknownLayer] layer block: there is no layer ""
//     The names here are input, stem, side, sum, all and self
//     Use one of these names

    @GlobalPool Layer pool();

    @Dense(units = 10) Layer logits();
  }
}
