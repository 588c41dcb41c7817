package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ShapesDiffer {
  @Block
  interface Basic {
    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1) @Relu Layer conv();
  }

  @Block
  interface Valid {
    @Conv(filters = WIDTH, kernel = 3) @Relu Layer conv();
  }

  @Network(input = {3, 32, 32})
  interface Sums {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Conv(filters = 16, kernel = 3, padding = 1) @Relu Layer wide();

    @Add({"stem", "wide"}) Layer channels();
//  ^ error: [Conform/ShapesDiffer] layer channels: stem is 8×32×32, but wide is 16×32×32
//     a sum needs the same shape on both sides
//     input 3×32×32 → stem conv 8×32×32
//     input 3×32×32 → stem conv 8×32×32 → wide conv 16×32×32
//     Give both the same number of channels, or join them with @Concat
  }

  @Network(input = {3, 32, 32})
  interface Strides {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Conv(filters = 8, kernel = 3, stride = 2, padding = 1) @Relu @Add("stem") Layer sum();
//                                                                ^ error: [Conform/ShapesDiffer] layer sum: sum is 8×16×16, but stem is 8×32×32
//     a sum needs the same shape on both sides
//     input 3×32×32 → stem conv 8×32×32 → sum conv 8×16×16
//     input 3×32×32 → stem conv 8×32×32
//     Give both the same stride and padding, or let the larger one pass a @Conv with kernel = 1 and a stride
  }

  @Network(input = {3, 32, 32})
  interface Residuals {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Residual(block = Basic.class, width = 16, stride = 2, repeat = 2, shortcut = Shortcut.IDENTITY)
//                                                                                        ^ error: [Conform/ShapesDiffer] layer stage.0: stage.0.conv is 16×16×16, but stem is 8×32×32
//     a sum needs the same shape on both sides
//     input 3×32×32 → stem conv 8×32×32 → stage.0.conv conv 16×16×16
//     input 3×32×32 → stem conv 8×32×32
//     Use shortcut = Shortcut.AUTO, or let the block keep the shape of its input
    Layer stage();
  }

  @Network(input = {3, 32, 32})
  interface Unreachable {
    @Residual(block = Valid.class, width = 16) Layer stage();
//  ^ error: [Conform/ShapesDiffer] layer stage: stage.conv is 16×30×30, but stage.shortcut is 16×32×32
//     a sum needs the same shape on both sides
//     input 3×32×32 → stage.conv conv 16×30×30
//     input 3×32×32 → stage.shortcut conv 16×32×32
//     No stride of the shortcut makes these sizes equal: let the block keep height and width, for example with padding = Padding.HALF in each of its convolutions
  }

  @Network(input = {3, 32, 32})
  interface Branches {
    @Concat(branches = {@Branch(block = Basic.class, width = 8), @Branch(block = Basic.class, width = 8, stride = 2)})
//  ^ error: [Conform/ShapesDiffer] layer mixed: mixed.branch1.conv is 8×32×32, but mixed.branch2.conv is 8×16×16
//     channels are joined pixel by pixel
//     input 3×32×32 → mixed.branch1.conv conv 8×32×32
//     input 3×32×32 → mixed.branch2.conv conv 8×16×16
//     Give both the same stride and padding, so that they have the same pixels
    Layer mixed();
  }

  @Network(input = {3, 32, 32})
  interface Rows {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Dense(units = 10) Layer dense();

    @Concat({"stem", "dense"}) Layer both();
//  ^ error: [Conform/ShapesDiffer] layer both: stem is 8×32×32, but dense is 10
//     channels are joined pixel by pixel
//     input 3×32×32 → stem conv 8×32×32
//     input 3×32×32 → stem conv 8×32×32 → dense dense 10
//     dense is a row of units, stem an image: put @GlobalPool @Flatten on it
  }

  @Network(input = {16, 32, 32})
  interface Narrower {
    @Residual(block = Basic.class, width = 4, shortcut = Shortcut.ZERO_PAD) Layer stage();
//                                                               ^ error: [Conform/ShapesDiffer] layer stage: stage.conv is 4×32×32, but stage.shortcut is 16×32×32
//     a sum needs the same shape on both sides
//     input 16×32×32 → stage.conv conv 4×32×32
//     input 16×32×32 → stage.shortcut pad 16×32×32
//     Zeros add channels and take none away: use shortcut = Shortcut.AUTO, or let the block make at least 16 channels
  }

  @Block
  interface Row {
    @Dense(units = WIDTH) @Relu Layer dense();
  }

  @Network(input = {3, 4, 4})
  interface OtherUnits {
    @Dense(units = 6) @Relu Layer first();

    @Residual(block = Row.class, width = 6) Layer same();

    @Residual(block = Row.class, width = 8) Layer more();
//  ^ error: [Conform/ShapesDiffer] layer more: more.dense is 8, but same is 6
//     a sum needs the same shape on both sides
//     input 3×4×4 → first dense 6 → same.dense dense 6 → same add 6 → more.dense dense 8
//     input 3×4×4 → first dense 6 → same.dense dense 6 → same add 6
//     A shortcut changes images only: let the block make 6 units, as it reads
  }
}
