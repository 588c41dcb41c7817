package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class BranchCentresDiffer {
  @Block
  interface Step {
    @Conv(filters = WIDTH, kernel = KERNEL, stride = STRIDE, padding = Padding.SAME) @Relu Layer conv();
  }

  @Block
  interface Half {
    @Conv(filters = WIDTH, kernel = KERNEL, stride = STRIDE, padding = Padding.HALF) @Relu Layer conv();
  }

  @Network(input = {3, 32, 32})
  interface EvenWithSame {
    @Residual(block = Step.class, width = 16, kernel = 3, stride = 2, repeat = 2) Layer stage();
//  ^ warning: [Conform/BranchCentresDiffer] layer stage.0: the first value of stage.0.conv is centred on pixel (1, 1) of the image, that of stage.0.shortcut on (0, 0)
//     centre = first row + (rows − 1) / 2: 0 + (3 − 1) / 2 = 1, and 0 + (1 − 1) / 2 = 0
//     Use odd kernels with padding = Padding.HALF in both, or the same kernels, strides and padding
//     Silence with @SuppressWarnings("conform:BranchCentresDiffer")
  }

  @Network(input = {3, 32, 32})
  interface EvenWithHalf {
    @Residual(block = Half.class, width = 16, kernel = 3, stride = 2, repeat = 2) Layer stage();
  }

  @Network(input = {3, 32, 32})
  interface Shifted {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @From("stem") @Conv(filters = 8, kernel = {1, 3}, padding = {0, 2, 0, 0}) @Relu Layer shifted();

    @Concat({"stem", "shifted"}) Layer both();
//  ^ warning: [Conform/BranchCentresDiffer] layer both: the first value of stem is centred on pixel (0, 0) of the image, that of shifted on (0, −1)
//     centre = first column + (columns − 1) / 2: −1 + (3 − 1) / 2 = 0, and −3 + (5 − 1) / 2 = −1
//     Use odd kernels with padding = Padding.HALF in both, or the same kernels, strides and padding
//     Silence with @SuppressWarnings("conform:BranchCentresDiffer")
  }

  @Network(input = {3, 4, 4})
  interface Strides {
    @Conv(filters = 8, kernel = 3, padding = 1, stride = 3) @Relu Layer strided();

    @From("input") @Conv(filters = 8, kernel = 3) @Relu Layer dense();

    @Add({"strided", "dense"}) Layer sum();
//  ^ warning: [Conform/BranchCentresDiffer] layer sum: neighbouring values of strided are 3 pixels apart in the image, those of dense 1
//     the pixels between neighbours are the product of all strides before
//     Give both the same strides
//     Silence with @SuppressWarnings("conform:BranchCentresDiffer")
  }

  @Block
  @SuppressWarnings("conform:BranchCentresDiffer")
  interface Meant {
    @Residual(block = Step.class, width = 16, kernel = 3, stride = 2) Layer step();
  }

  @Network(input = {3, 32, 32})
  interface Silenced {
    @Use(block = Meant.class) Layer stage();
  }

  @Network(input = {1, 32, 32})
  interface Enlarged {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer encoder();

    @Pool(size = 2) @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer bottom();

    @TransposedConv(filters = 8, kernel = 2, stride = 2) Layer up();

    @Concat({"encoder", "up"}) @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer decoder();
  }

  @Network(input = {1, 4, 4})
  interface Context {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer map();

    @GlobalPool @Upsample(factor = 4) Layer context();

    @Concat({"map", "context"}) @GlobalPool Layer all();
  }
}
