package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class OutOfRange {
  @Network(input = {1, 0, 28})
//                     ^ error: [Conform/OutOfRange] OutOfRange.Ranges: input[1] = 0, but it must be 1 or more
//     Use a number from 1 on for input
  interface Ranges {
    @Conv(filters = 0, kernel = 5) Layer filters();
//                  ^ error: [Conform/OutOfRange] layer filters: filters = 0, but it must be 1 or more
//     Use a number from 1 on for filters

    @Conv(filters = 6, kernel = {5, -1}) Layer kernel();
//                                  ^ error: [Conform/OutOfRange] layer kernel: kernel[1] = -1, but it must be 1 or more
//     Use a number from 1 on for kernel

    @Conv(filters = 6, kernel = 5, stride = 0) Layer stride();
//                                          ^ error: [Conform/OutOfRange] layer stride: stride = 0, but it must be 1 or more
//     Use a number from 1 on for stride

    @Conv(filters = 6, kernel = 5, dilation = 0) Layer dilation();
//                                            ^ error: [Conform/OutOfRange] layer dilation: dilation = 0, but it must be 1 or more
//     Use a number from 1 on for dilation

    @Conv(filters = 6, kernel = 5, groups = -2) Layer groups();
//                                          ^ error: [Conform/OutOfRange] layer groups: groups = -2, but it must be 1 or more
//     Use a number from 1 on for groups

    @Conv(filters = 6, kernel = 5, padding = -1) Layer padding();
//                                           ^ error: [Conform/OutOfRange] layer padding: padding = -1, but it must be 0 or more
//     Use padding = 0, or Padding.SAME

    @Conv(filters = 6, kernel = 5, padding = {Padding.SAME, 0}) Layer same();
//                                                   ^ error: [Conform/OutOfRange] layer same: padding[0] = Padding.SAME, but it must be 0 or more
//     Padding.SAME stands for all sides: write padding = Padding.SAME

    @Conv(filters = 6, kernel = Padding.SAME) Layer kernelSame();
//                                     ^ error: [Conform/OutOfRange] layer kernelSame: kernel = Padding.SAME, but it must be 1 or more
//     Padding.SAME is a value of padding only

    @ZeroPad(Padding.SAME) Layer zeroSame();
//                  ^ error: [Conform/OutOfRange] layer zeroSame: value = Padding.SAME, but it must be 0 or more
//     Padding.SAME is a value of padding only

    @ZeroPad(-1) Layer zeroNegative();
//           ^ error: [Conform/OutOfRange] layer zeroNegative: value = -1, but it must be 0 or more
//     Use a number from 0 on for value

    @Dense(units = 0) Layer units();
//                 ^ error: [Conform/OutOfRange] layer units: units = 0, but it must be 1 or more
//     Use a number from 1 on for units

    @BatchNorm(momentum = 0) Layer momentum();
//                        ^ error: [Conform/OutOfRange] layer momentum: momentum = 0.0, but it must be over 0 and at most 1
//     The usual value is 0.1

    @BatchNorm(epsilon = -1e-5) Layer epsilon();
//                       ^ error: [Conform/OutOfRange] layer epsilon: epsilon = -1.0E-5, but it must be over 0 and under 1
//     The usual value is 1e-5

    @Dropout(1) Layer dropout();
//           ^ error: [Conform/OutOfRange] layer dropout: rate = 1.0, but it must be at least 0 and under 1
//     The usual value is 0.5

    @Dropout(Double.NaN) Layer dropoutNaN();
//                 ^ error: [Conform/OutOfRange] layer dropoutNaN: rate = NaN, but it must be at least 0 and under 1
//     The usual value is 0.5

    @LeakyRelu(slope = -0.1) Layer slope();
//                     ^ error: [Conform/OutOfRange] layer slope: slope = -0.1, but it must be at least 0 and under 1
//     The usual value is 0.01

    @LeakyRelu(slope = Double.POSITIVE_INFINITY) Layer infinite();
//                           ^ error: [Conform/OutOfRange] layer infinite: slope = Infinity, but it must be at least 0 and under 1
//     The usual value is 0.01

    @Expect(parameters = -1, inputs = 0, output = {0}) @Dense(units = 10) Layer logits();
//                       ^ error: [Conform/OutOfRange] layer logits: parameters = -1, but it must be 0 or more
//     Leave parameters out if it is not to be checked
//                                    ^ error: [Conform/OutOfRange] layer logits: inputs = 0, but it must be 1 or more
//     Leave inputs out if it is not to be checked
//                                                ^ error: [Conform/OutOfRange] layer logits: output = 0, but it must be 1 or more
//     Use a number from 1 on for output
  }

  @CompoundScale(width = 1e300, depth = 0, divisor = 0)
//                       ^ error: [Conform/OutOfRange] OutOfRange.Scaled: width = 1.0E300, but it must be over 0 and under 1,000
//     The usual value is 1
//                                      ^ error: [Conform/OutOfRange] OutOfRange.Scaled: depth = 0.0, but it must be over 0 and under 1,000
//     The usual value is 1
//                                                   ^ error: [Conform/OutOfRange] OutOfRange.Scaled: divisor = 0, but it must be 1 or more
//     Use a number from 1 on for divisor
  interface Scaled extends Right {}

  @Network(input = {3, 8, 8})
  interface Right {
    @Conv(filters = 8, kernel = 3) @Relu Layer conv();
  }
}
