package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NotAnImage {
  @Network(input = {1, 28, 28})
  interface Order {
    @Conv(filters = 6, kernel = 5) @Relu Layer c1();

    @Flatten Layer flat();

    @Conv(filters = 6, kernel = 5) @Relu Layer c2();
//  ^ error: [Conform/NotAnImage] layer c2: @Conv needs an image of C×H×W, but reads 3,456 units in a row
//     input 1×28×28 → c1 conv 6×24×24 → flat flatten 3456 → c2
//     Move @Conv in front of flat, where the image becomes a row

    @Dense(units = 100) @Relu @Pool(size = 2) Layer f3();
//                            ^ error: [Conform/NotAnImage] layer f3: @Pool needs an image of C×H×W, but reads 100 units in a row
//     … → f3 dense 100 → f3
//     Move @Pool in front of f3, where the image becomes a row

    @Dense(units = 10) Layer f4();

    @GlobalPool Layer pool();
//  ^ error: [Conform/NotAnImage] layer pool: @GlobalPool needs an image of C×H×W, but reads 10 units in a row
//     … → f4 dense 10 → pool
//     Move @GlobalPool in front of f4, where the image becomes a row

    @Dense(units = 10) Layer logits();
  }

  /** The annotation that was written, not the operations that it stands for. */
  @Network(input = {6, 16, 16})
  interface Written {
    @Dense(units = 12) @Relu Layer d1();

    @SqueezeExcite Layer gate();
//  ^ error: [Conform/NotAnImage] layer gate.se: @SqueezeExcite needs an image of C×H×W, but reads 12 units in a row
//     input 6×16×16 → d1 dense 12 → gate.se
//     Move @SqueezeExcite in front of d1, where the image becomes a row

    @Dense(units = 12) @Relu Layer d2();

    @DepthwiseConv(kernel = 1) Layer depthwise();
//  ^ error: [Conform/NotAnImage] layer depthwise: @DepthwiseConv needs an image of C×H×W, but reads 12 units in a row
//     … → d2 dense 12 → depthwise
//     Move @DepthwiseConv in front of d2, where the image becomes a row

    @Dense(units = 4) Layer logits();
  }
}
