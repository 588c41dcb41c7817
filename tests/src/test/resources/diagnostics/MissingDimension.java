package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class MissingDimension {
  @Block
  interface Bottleneck {
    @Conv(filters = SQUEEZE, kernel = 1) @Relu Layer reduce();

    @Conv(filters = WIDTH, kernel = KERNEL, stride = STRIDE, padding = 1) @Relu Layer expand();
  }

  @Block
  interface Many {
    @Conv(filters = A + C, kernel = B) @Relu Layer conv();
  }

  @Network(input = {3, 32, 32})
  interface Net {
    @Use(block = Bottleneck.class) Layer nothing();
//  ^ error: [Conform/MissingDimension] layer nothing: block MissingDimension.Bottleneck uses WIDTH, SQUEEZE and KERNEL, but width, squeeze and kernel are not given
//     Add width = …, squeeze = … and kernel = …

    @Use(block = Bottleneck.class, width = 64, kernel = 3) Layer noSqueeze();
//  ^ error: [Conform/MissingDimension] layer noSqueeze: block MissingDimension.Bottleneck uses SQUEEZE, but squeeze is not given
//     Add squeeze = …

    @Use(block = Many.class, dims = {8, 3}) Layer two();
//                                  ^ error: [Conform/MissingDimension] layer two: block MissingDimension.Many uses C, but dims[2] is not given
//     Write dims = {…} with 3 numbers, for A, B and C

    @Concat(branches = {@Branch(block = Many.class, dims = {8, 3, 4}), @Branch(block = Many.class, dims = 8)})
//                                                                                                        ^ error: [Conform/MissingDimension] layer branches: block MissingDimension.Many uses B and C, but dims[1] and dims[2] are not given
//     Write dims = {…} with 3 numbers, for A, B and C
    Layer branches();

    @Use(block = Bottleneck.class, width = 0, squeeze = -1, kernel = 3) Layer zero();
//                                         ^ error: [Conform/OutOfRange] layer zero: width = 0, but it must be 1 or more
//     Use a number from 1 on for width
//                                                      ^ error: [Conform/OutOfRange] layer zero: squeeze = -1, but it must be 1 or more
//     Use a number from 1 on for squeeze
  }
}
