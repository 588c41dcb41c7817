// nowhere warning: File for type 'diagnostics.UnknownNames_MisspeltModel' created in the last round will not be subject to annotation processing.
package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnknownNames {
  @Network(input = {1, 28, 28})
  @Expect(parameters = 3)
  interface Misspelt {
    @Conv(filters = 6, kernel = 0) Layer c0();
//                              ^ error: [Conform/OutOfRange] layer c0: kernel = 0, but it must be 1 or more
//     Use a number from 1 on for kernel

    @Conv(filters = FILTERS, kernel = 5) @Relu Layer c1();
//                  ^ error: cannot find symbol
//     symbol:   variable FILTERS
//     location: interface diagnostics.UnknownNames.Misspelt

    @Conv(filters = 6, kernel = 99) @Relux Layer c2();
//                                   ^ error: cannot find symbol
//     symbol:   class Relux
//     location: interface diagnostics.UnknownNames.Misspelt

    @Expect(output = 11) @Dense(units = 10) Lajer logits();
//                                          ^ error: cannot find symbol
//     symbol:   class Lajer
//     location: interface diagnostics.UnknownNames.Misspelt
  }

  @Network(input = {1, 8, 8})
  interface Other {
    @Conv(filters = 6, kernel = 9) Layer c1();
//                              ^ error: [Conform/KernelExceedsInput] layer c1: kernel 9×9 does not fit its input of 8×8
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((8 + 0 − 9) / 1) + 1 = 0
//     input 1×8×8 → c1
//     Use kernel = 8 for an output of 1×1, or padding = 1 for 2×2
  }

  static int use() {
    try (UnknownNames_OtherModel other = UnknownNames_OtherModel.builder().build()) {
      return other.c1().name().length();
    }
  }
}
