package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ExpectationFailed {
  @Network(input = {1, 32, 32})
  @Expect(parameters = 61_700, macs = 416_519, output = {10, 1, 1}, receptiveField = {31, 32})
//                     ^ error: [Conform/ExpectationFailed] ExpectationFailed.LeNet5 has 61,706 parameters, not 61,700: 6 more
//     61,706 = c1 156 + c3 2,416 + f5 48,120 + f6 10,164 + logits 850
//     If it is as you mean it, expect parameters = 61_706
//                                    ^ error: [Conform/ExpectationFailed] ExpectationFailed.LeNet5 has 416,520 MACs, not 416,519: 1 more
//     416,520 = c1 117,600 + c3 240,000 + f5 48,000 + f6 10,080 + logits 840
//     If it is as you mean it, expect macs = 416_520
//                                                      ^ error: [Conform/ExpectationFailed] ExpectationFailed.LeNet5: expected output 10×1×1, not 10
//     input 1×32×32 → c1 conv 6×28×28 → c1 pool 6×14×14 → c3 conv 16×10×10 → c3 pool 16×5×5 → f5 dense 120 → f6 dense 84 → logits 10
//     Change what comes before it, or expect output = {10}
//                                                                                   ^ error: [Conform/ExpectationFailed] ExpectationFailed.LeNet5: expected a receptive field of 31×32, not 32×32
//     each window adds (extent − 1) · the product of all strides before it
//     input 1×32×32 → c1 conv 6×28×28 → c1 pool 6×14×14 → c3 conv 16×10×10 → c3 pool 16×5×5 → f5 dense 120 → f6 dense 84 → logits 10
//     Change a kernel or a stride, or expect receptiveField = 32
  interface LeNet5 {
    @Conv(filters = 6, kernel = 5) @Relu @Pool(size = 2) Layer c1();

    @Expect(parameters = 2_416, macs = 240_000, output = {16, 5, 5}, receptiveField = 16)
    @Conv(filters = 16, kernel = 5) @Relu @Pool(size = 2) Layer c3();

    @Expect(inputs = 9_216) @Dense(units = 120) @Relu Layer f5();
//                   ^ error: [Conform/ExpectationFailed] layer f5: expected 9,216 inputs but its input 16×5×5 has 400
//     input 1×32×32 → c1 conv 6×28×28 → c1 pool 6×14×14 → c3 conv 16×10×10 → c3 pool 16×5×5 → f5
//     Change what comes before it, or expect inputs = 400

    @Expect(inputs = 120, parameters = 10_165) @Dense(units = 84) @Relu Layer f6();
//                                     ^ error: [Conform/ExpectationFailed] layer f6 has 10,164 parameters, not 10,165: 1 fewer
//     10,164 = f6.weight 10,080 + f6.bias 84
//     If it is as you mean it, expect parameters = 10_164

    @Expect(output = 10) @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 8, 8})
  @Expect(parameters = 232)
//                     ^ error: [Conform/ExpectationFailed] ExpectationFailed.Bias has 240 parameters, not 232: 8 more
//     240 = c1.weight 216 + c1.bias 8 + c1.bn.weight 8 + c1.bn.bias 8
//     8 is the number of biases that a batch norm takes away again: add bias = false there
//     If it is as you mean it, expect parameters = 240
  interface Bias {
    @SuppressWarnings("conform:BiasBeforeBatchNorm")
    @Conv(filters = 8, kernel = 3) @BatchNorm @Relu Layer c1();
  }

  @Network(input = {3, 8, 8})
  @Expect(parameters = 248)
//                     ^ error: [Conform/ExpectationFailed] ExpectationFailed.Statistics has 232 parameters, not 248: 16 fewer
//     232 = c1.weight 216 + c1.bn.weight 8 + c1.bn.bias 8
//     16 is the number of running statistics, which are not trained and do not count
//     If it is as you mean it, expect parameters = 232
  interface Statistics {
    @Conv(filters = 8, kernel = 3, bias = false) @BatchNorm @Relu Layer c1();
  }

  @Network(input = {3, 8, 8})
  @Expect(parameters = 5)
  interface Silent {
    @Conv(filters = 8, kernel = 9) @Relu Layer c1();
//                              ^ error: [Conform/KernelExceedsInput] layer c1: kernel 9×9 does not fit its input of 8×8
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((8 + 0 − 9) / 1) + 1 = 0
//     input 3×8×8 → c1
//     Use kernel = 8 for an output of 1×1, or padding = 1 for 2×2

    @Expect(output = 11) @Dense(units = 10) Layer logits();
  }

  /** A side output behind the main one is not what the network is expected to make. */
  @Network(input = {3, 8, 8})
  @Expect(output = {2}, receptiveField = 1)
//                 ^ error: [Conform/ExpectationFailed] ExpectationFailed.Outputs: expected output 2, not 4×8×8
//     input 3×8×8 → t 4×8×8
//     Change what comes before it, or expect output = {4, 8, 8}
//                                       ^ error: [Conform/ExpectationFailed] ExpectationFailed.Outputs: expected a receptive field of 1×1, not 3×3
//     each window adds (extent − 1) · the product of all strides before it
//     input 3×8×8 → t 4×8×8
//     Change a kernel or a stride, or expect receptiveField = 3
  interface Outputs {
    @Conv(filters = 4, kernel = 3, padding = 1) Layer t();

    @From("input") @Conv(filters = 2, kernel = 1) @Output(weight = 0.5) Layer side();
  }

  @Network(input = {3, 8, 8})
  interface Passed {
    @Conv(filters = 4, kernel = 3, padding = 1) @Relu Layer a();

    @Expect(parameters = 77) @From("a") Layer b();
//                       ^ error: [Conform/ExpectationFailed] layer b has 0 parameters, not 77: 77 fewer
//     0 = 0
//     If it is as you mean it, expect parameters = 0

    @Expect(output = {9, 9, 9}) @From("a") Layer c();
//                   ^ error: [Conform/ExpectationFailed] layer c: expected output 9×9×9, not 4×8×8
//     input 3×8×8 → a conv 4×8×8
//     Change what comes before it, or expect output = {4, 8, 8}

    @Expect(inputs = 9, receptiveField = 1) @From("input") Layer d();
//                   ^ error: [Conform/ExpectationFailed] layer d: expected 9 inputs but its input 3×8×8 has 192
//     input 3×8×8
//     Change what comes before it, or expect inputs = 192

    @Expect(receptiveField = 5) @Add({"a", "b", "c"}) @Concat("d") Layer sum();
//                           ^ error: [Conform/ExpectationFailed] layer sum: expected a receptive field of 5×5, not 3×3
//     each window adds (extent − 1) · the product of all strides before it
//     input 3×8×8 → a conv 4×8×8 → sum add 4×8×8 → sum 7×8×8
//     Change a kernel or a stride, or expect receptiveField = 3
  }
}
