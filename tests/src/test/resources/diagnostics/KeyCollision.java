package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class KeyCollision {
  @Network(input = {3, 32, 32})
  @Key("c{i} -> conv")
//     ^ error: [Conform/KeyCollision] the parameters of c1 and those of c2 would have the same names: conv
//     A file holds each name once
//     Rename one of them, or let a line of @Key tell them apart by a word in braces
  interface Net {
    @Conv(filters = 8, kernel = 3) @Relu Layer c1();

    @Conv(filters = 8, kernel = 3) @Relu Layer c2();

    @Dense(units = 10) Layer logits();
  }
}
