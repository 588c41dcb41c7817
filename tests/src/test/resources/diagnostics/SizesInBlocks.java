package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class SizesInBlocks {
  @Block
  interface Growing {
    @Conv(filters = WIDTH - 8, kernel = 3) @Relu Layer conv();
//  ^ error: [Conform/OutOfRange] layer stage.conv: WIDTH − 8 is 0 here, which is no size
//     WIDTH = 8
//     Give larger numbers where the block is used, or take less away
  }

  @Block
  interface Padded {
    @Conv(filters = 4, kernel = KERNEL, padding = KERNEL - 3) @Relu Layer conv();
//  ^ error: [Conform/OutOfRange] layer wrong.conv: KERNEL − 3 is −2 here, which is no size
//     KERNEL = 1
//     Give larger numbers where the block is used, or take less away
  }

  @Network(input = {3, 32, 32})
  interface Zero {
    @Use(block = Growing.class, width = 8) Layer stage();
  }

  @Network(input = {3, 32, 32})
  interface Negative {
    @Use(block = Padded.class, kernel = 3) Layer right();

    @Use(block = Padded.class, kernel = 1) Layer wrong();
  }

  @Block
  interface Frame {
    @ZeroPad(KERNEL) @LocalResponseNorm(size = KERNEL) Layer pad();
  }

  @Network(input = {3, 32, 32})
  @Expect(output = {3, 36, 36})
  interface Framed {
    @Use(block = Frame.class, kernel = 2) Layer frame();
  }
}
