package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class SymbolOutsideBlock {
  @Network(input = {IN, 32, 32})
//                  ^ error: [Conform/SymbolOutsideBlock] SymbolOutsideBlock.Net: input[0] uses IN, but only a @Block has symbols
//     Its numbers come from the @Use, @Residual or @Branch that names the block
//     Write a number here, or move the layer into a block
  interface Net {
    @Conv(filters = 4 * WIDTH, kernel = {3, KERNEL}) @Relu Layer c1();
//                    ^ error: [Conform/SymbolOutsideBlock] layer c1: filters uses WIDTH, but only a @Block has symbols
//     Its numbers come from the @Use, @Residual or @Branch that names the block
//     Write a number here, or move the layer into a block
//                                          ^ error: [Conform/SymbolOutsideBlock] layer c1: kernel[1] uses KERNEL, but only a @Block has symbols
//     Its numbers come from the @Use, @Residual or @Branch that names the block
//     Write a number here, or move the layer into a block

    @Dense(units = IN + SQUEEZE) Layer logits();
//                    ^ error: [Conform/SymbolOutsideBlock] layer logits: units uses SQUEEZE and IN, but only a @Block has symbols
//     Its numbers come from the @Use, @Residual or @Branch that names the block
//     Write a number here, or move the layer into a block
  }
}
