package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnusedDimension {
  @Block
  interface Wide {
    @Conv(filters = WIDTH + A, kernel = 3, padding = 1) @Relu Layer conv();
  }

  @Block
  interface Plain {
    @Relu Layer act();
  }

  @Network(input = {3, 32, 32})
  interface Net {
    @Residual(block = Wide.class, width = 64, dims = 2, stride = 2) Layer strided();
//                                                               ^ error: [Conform/UnusedDimension] layer strided: stride is given, but block UnusedDimension.Wide does not use STRIDE
//     UnusedDimension.Wide uses WIDTH and A
//     Remove stride, or write STRIDE in the block

    @Use(block = Wide.class, width = 64, squeeze = 16, dims = {2, 3}) Layer both();
//                                                 ^ error: [Conform/UnusedDimension] layer both: squeeze and dims[1] are given, but block UnusedDimension.Wide does not use SQUEEZE and B
//     UnusedDimension.Wide uses WIDTH and A
//     Remove squeeze and dims[1], or write SQUEEZE and B in the block

    @Concat(branches = {@Branch(block = Plain.class, kernel = 3), @Branch(block = Plain.class)}) Layer branches();
//                                                            ^ error: [Conform/UnusedDimension] layer branches: kernel is given, but block UnusedDimension.Plain does not use KERNEL
//     UnusedDimension.Plain uses no symbols
//     Remove kernel, or write KERNEL in the block

    @Use(block = Plain.class, dims = 3) Layer one();
//                                   ^ error: [Conform/UnusedDimension] layer one: dims[0] is given, but block UnusedDimension.Plain does not use A
//     UnusedDimension.Plain uses no symbols
//     Remove dims[0], or write A in the block
  }
}
