package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class BlockCycle {
  @Block
  interface First {
    @Use(block = Second.class, repeat = 2) @Relu Layer second();
  }

  @Block
  interface Second {
    @Concat(branches = {@Branch(block = Third.class)}) Layer third();
  }

  @Block
  interface Third {
    @Residual(block = First.class) Layer first();
//                         ^ error: [Conform/BlockCycle] layer first: block BlockCycle.First contains itself
//     BlockCycle.First → BlockCycle.Second → BlockCycle.Third → BlockCycle.First
//     Remove one of these uses; repeat = … applies a block again and again
  }

  @Block
  interface Self {
    @Relu Layer act();

    @Use(block = Self.class) Layer again();
//                   ^ error: [Conform/BlockCycle] layer again: block BlockCycle.Self contains itself
//     BlockCycle.Self → BlockCycle.Self
//     Remove one of these uses; repeat = … applies a block again and again
  }

  @Network(input = {3, 32, 32})
  interface Uses {
    @Use(block = Second.class) Layer second();

    @Use(block = Self.class) Layer self();
  }
}
