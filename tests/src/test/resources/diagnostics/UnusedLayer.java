package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnusedLayer {
  @Block
  interface Branchy {
    @Conv(filters = 8, kernel = 1) @Relu Layer left();
//                                             ^ error: [Conform/UnusedLayer] layer left: nothing reads what it makes, and it is no output
//     The output of UnusedLayer.Branchy is made by right
//     Join it with @Add or @Concat inside the block, or remove it

    @From("input") @Conv(filters = 8, kernel = 1) @Relu Layer right();
  }

  @Network(input = {3, 32, 32})
  interface Net {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Conv(filters = 8, kernel = 1) @Relu Layer side();
//                                             ^ error: [Conform/UnusedLayer] layer side: nothing reads what it makes, and it is no output
//     The output of UnusedLayer.Net is made by logits
//     Join it with @Add or @Concat, mark it with @Output, or remove it

    @From("stem") @Conv(filters = 8, kernel = 3) @Relu Layer main();

    @Use(block = Branchy.class) Layer block();

    @Input({3, 8, 8}) Layer other();
//                          ^ error: [Conform/UnusedLayer] layer other: nothing reads what it makes, and it is no output
//     The output of UnusedLayer.Net is made by logits
//     Read it with @From, @Add or @Concat, or remove it

    @From("block") @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  interface InputUnread {
//^ error: [Conform/UnusedLayer] UnusedLayer.InputUnread: nothing reads its input
//     A layer reads the one before it, also where that is an @Input
//     Write @From("input") on a layer, or give @Network the shape of the other input
    @Input({3, 8, 8}) Layer other();

    @Dense(units = 10) Layer logits();
  }
}
