package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class SizesInBlocks {
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
