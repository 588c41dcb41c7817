package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class TooLarge {
  @Network(input = {65536, 65536, 1})
//                 ^ error: [Conform/TooLarge] TooLarge.Input: its input has 4,294,967,296 values, more than the 2,147,483,647 that a Java array holds
//     65536×65536×1 = 4,294,967,296
//     Use smaller images
  interface Input {
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 65536, 16384})
  interface Map {
    @Conv(filters = 2, kernel = 1) Layer c1();
//                  ^ error: [Conform/TooLarge] layer c1: its output has 2,147,483,648 values, more than the 2,147,483,647 that a Java array holds
//     2×65536×16384 = 2,147,483,648
//     input 1×65536×16384 → c1
//     Use fewer filters, or a larger stride
  }

  @Network(input = {1, 65536, 16384})
  interface Weight {
    @Dense(units = 4) Layer logits();
//                 ^ error: [Conform/TooLarge] layer logits: its weight has 4,294,967,296 values, more than the 2,147,483,647 that a Java array holds
//     4×1073741824 = 4,294,967,296
//     input 1×65536×16384 → logits
//     Use fewer units, or pool before it
  }

  @Network(input = {65536, 1, 1})
  interface Kernel {
    @Conv(filters = 65536, kernel = 1) Layer c1();
//                  ^ error: [Conform/TooLarge] layer c1: its weight has 4,294,967,296 values, more than the 2,147,483,647 that a Java array holds
//     65536×65536×1×1 = 4,294,967,296
//     input 65536×1×1 → c1
//     Use fewer filters, or pool before it
  }

  @Network(input = {1, 8, 8})
  interface Extent {
    @Conv(filters = 1, kernel = 3, dilation = 2_000_000_000, padding = Padding.SAME) Layer c1();
//                                            ^ error: [Conform/TooLarge] layer c1: its dilated kernel is 4,000,000,001 pixels long, more than the 2,147,483,647 that a Java array holds
//     dilation · (kernel − 1) + 1 = 4,000,000,001
//     input 1×8×8 → c1
//     Use dilation = 1
  }

  @Network(input = {1, 8, 8})
  interface Field {
    @Conv(filters = 1, kernel = 1, stride = 2_000_000_000) @Relu Layer c1();

    @Conv(filters = 1, kernel = 1, stride = 2_000_000_000) @Relu Layer c2();

    @Conv(filters = 1, kernel = 1, stride = 2_000_000_000) @Relu Layer c3();
//                                          ^ error: [Conform/TooLarge] layer c3: its receptive field is over 9,223,372,036,854,775,807 pixels
//     input 1×8×8 → c1 conv 1×1×1 → c2 conv 1×1×1 → c3
//     Use smaller strides

    @Dense(units = 10) Layer logits();
  }
}
