package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class KernelExceedsInput {
  @Network(input = {1, 32, 32})
  interface LeNet5 {
    @Conv(filters = 6, kernel = 5) @Relu @Pool(size = 2) Layer c1();

    @Conv(filters = 16, kernel = 5) @Relu @Pool(size = 2) Layer c3();

    @Conv(filters = 120, kernel = 7) @Relu Layer c5();
//                                ^ error: [Conform/KernelExceedsInput] layer c5: kernel 7×7 does not fit its input of 5×5
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((5 + 0 − 7) / 1) + 1 = −1
//     input 1×32×32 → c1 conv 6×28×28 → c1 pool 6×14×14 → c3 conv 16×10×10 → c3 pool 16×5×5 → c5
//     Use kernel = 5 for an output of 1×1, or padding = 1 for 1×1

    @Conv(filters = 120, kernel = 7) @Relu Layer silent();

    @Dense(units = 10) Layer logits();

    @Pool(size = 2) Layer after();
//  ^ error: [Conform/NotAnImage] layer after: @Pool needs an image of C×H×W, but reads 10 units in a row
//     … → logits dense 10 → after
//     Move @Pool in front of logits, where the image becomes a row
  }

  @Network(input = {3, 9, 4})
  interface Wide {
    @Conv(filters = 6, kernel = {3, 5}) Layer c1();
//                                  ^ error: [Conform/KernelExceedsInput] layer c1: kernel 3×5 does not fit its input of 9×4
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 0 − 5) / 1) + 1 = 0
//     input 3×9×4 → c1
//     Use kernel = {3, 4} for an output of 7×1, or padding = {0, 1} for 7×2
  }

  @Network(input = {3, 4, 9})
  interface High {
    @Conv(filters = 6, kernel = {7, 3}, stride = 2, padding = 1) Layer c1();
//                               ^ error: [Conform/KernelExceedsInput] layer c1: kernel 7×3 does not fit its input of 4×9, 6×11 with its padding
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 2 − 7) / 2) + 1 = 0
//     input 3×4×9 → c1
//     Use kernel = {6, 3} for an output of 1×5, or padding = {2, 1} for 1×5
  }

  @Network(input = {3, 8, 8})
  interface Dilated {
    @Conv(filters = 6, kernel = 3, dilation = 4, padding = {0, 0, 0, 1}) Layer c1();
//                              ^ error: [Conform/KernelExceedsInput] layer c1: kernel 3×3 with dilation 4 (9×9 from end to end) does not fit its input of 8×8, 8×9 with its padding
//     output = floor((input + 2·padding − dilation·(kernel − 1) − 1) / stride) + 1 = floor((8 + 0 − 4·2 − 1) / 1) + 1 = 0
//     input 3×8×8 → c1
//     Use kernel = {2, 3} for an output of 4×1, or dilation = 1 for 6×7, or padding = 1 for 2×2
  }

  @Network(input = {3, 4, 4})
  interface Pools {
    @Pool(size = 4) Layer one();

    @Pool(size = 2) Layer two();
//               ^ error: [Conform/KernelExceedsInput] layer two: window 2×2 does not fit its input of 1×1
//     output = floor((input + 2·padding − size) / stride) + 1 = floor((1 + 0 − 2) / 2) + 1 = 0
//     input 3×4×4 → one pool 3×1×1 → two
//     Its input is a single pixel already: leave the pool out
  }

  @Network(input = {3, 6, 4})
  interface PoolOfMap {
    @Pool(size = 5) Layer one();
//               ^ error: [Conform/KernelExceedsInput] layer one: window 5×5 does not fit its input of 6×4
//     output = floor((input + 2·padding − size) / stride) + 1 = floor((4 + 0 − 5) / 5) + 1 = 0
//     input 3×6×4 → one
//     Use size = {5, 4} for an output of 1×1, or @GlobalPool
  }

  @Network(input = {3, 4, 4})
  interface Ceil {
    @Pool(size = 7, stride = 2, ceilMode = true) Layer one();
//               ^ error: [Conform/KernelExceedsInput] layer one: window 7×7 does not fit its input of 4×4
//     output = ceil((input + 2·padding − size) / stride) + 1 = ceil((4 + 0 − 7) / 2) + 1 = 0
//     input 3×4×4 → one
//     Use size = 4 for an output of 1×1, or @GlobalPool
  }

  @Network(input = {3, 1, 1})
  interface Fits {
    @Conv(filters = 6, kernel = 1) Layer c1();
  }
}
