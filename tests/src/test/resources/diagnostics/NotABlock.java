package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NotABlock {
  interface Forgotten {
    default int one() {
      return 1;
    }
  }

  @Network(input = {3, 32, 32})
  interface Whole {
    @Conv(filters = 8, kernel = 3) @Relu Layer c1();
  }

  @Network(input = {3, 32, 32})
  interface Uses {
    @Use(block = Forgotten.class) Layer a();
//                        ^ error: [Conform/NotABlock] layer a: NotABlock.Forgotten is no block
//     Add @Block to NotABlock.Forgotten

    @Residual(block = String.class) Layer b();
//                          ^ error: [Conform/NotABlock] layer b: String is no block
//     A block is an interface with @Block, whose methods are layers

    @Concat(branches = {@Branch(block = Whole.class), @Branch(block = int.class)}) Layer c();
//                                           ^ error: [Conform/NotABlock] layer c: NotABlock.Whole is a network, not a block
//     Move the layers that both need into an interface with @Block
//                                                                       ^ error: [Conform/NotABlock] layer c: this is no block
//     A block is an interface with @Block, whose methods are layers

    @Use(block = Whole[].class) Layer d();
//                      ^ error: [Conform/NotABlock] layer d: this is no block
//     A block is an interface with @Block, whose methods are layers
  }

  @Block
//^ error: [Conform/NotABlock] NotABlock.Plain is a class, but a block is declared by an interface
//     Write interface Plain
  static class Plain {}

  @Block
//^ error: [Conform/NotABlock] NotABlock.Constants is an enum, but a block is declared by an interface
//     Write interface Constants
  enum Constants {}

  @Block
//^ error: [Conform/NotABlock] NotABlock.Numbers is a record, but a block is declared by an interface
//     Write interface Numbers
  record Numbers(int a) {}

  @Block
//^ error: [Conform/NotABlock] NotABlock.Both is a network, so it cannot be a block
//     Remove @Block, and move layers that other networks need into a block
  @Network(input = {3, 32, 32})
  interface Both {
    @Conv(filters = 8, kernel = 3) @Relu Layer c1();
  }
}
