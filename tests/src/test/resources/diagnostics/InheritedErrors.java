package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class InheritedErrors {
  @Block
  interface Step {
    @Conv(filters = WIDTH, kernel = 5) @Relu Layer conv();
  }

  @Network(input = {6, 12, 12})
  @SuppressWarnings("conform:ReceptiveFieldTooSmall")
  interface Base {
    @Conv(filters = 12, kernel = 3, padding = 1, groups = 3) @Relu Layer stem();

    @Use(block = Step.class, width = 12) Layer step();

    @Conv(filters = 12, kernel = 5, padding = 1) @Relu Layer last();
  }

  @CompoundScale(width = 1.4)
//^ error: [Conform/GroupsDoNotDivide] layer stem: 16 filters cannot be split into 3 groups
//     16 / 3 = 5, remainder 1
//     input 6×12×12 → stem
//     InheritedErrors.Wider inherits layer stem from InheritedErrors.Base
//     Use groups = 2, which divides both
  interface Wider extends Base {}

  @Freeze(upTo = "stem")
  interface Smaller extends Base {
//^ error: [Conform/KernelExceedsInput] layer step.conv: kernel 5×5 does not fit its input of 4×4
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 0 − 5) / 1) + 1 = 0
//     input 6×12×12 → stem pool 6×4×4 → step.conv
//     layer conv is part of block InheritedErrors.Step
//     InheritedErrors.Smaller inherits layer step from InheritedErrors.Base
//     Use kernel = 4 for an output of 1×1, or padding = 1 for 2×2
    @Override @Pool(size = 3) Layer stem();
  }

  @CompoundScale(resolution = 4)
//^ error: [Conform/KernelExceedsInput] layer step.conv: kernel 5×5 does not fit its input of 4×4
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 0 − 5) / 1) + 1 = 0
//     input 6×4×4 → stem conv 12×4×4 → step.conv
//     layer conv is part of block InheritedErrors.Step
//     InheritedErrors.Grandchild inherits layer step from InheritedErrors.Child
//     Use kernel = 4 for an output of 1×1, or padding = 1 for 2×2
  interface Grandchild extends Child {}

  @Expect(parameters = 7_188)
//                     ^ error: [Conform/ExpectationFailed] InheritedErrors.Child has 7,452 parameters, not 7,188: 264 more
//     7,452 = stem 228 + step 3,612 + last 3,612
//     If it is as you mean it, expect parameters = 7_452
  interface Child extends Base {}

  /** A parent that is wrong is wrong once, in its place. */
  @Network(input = {6, 12, 12})
  interface Wrong {
    @Conv(filters = 12, kernel = 3, groups = 5) @Relu Layer stem();
//                                           ^ error: [Conform/GroupsDoNotDivide] layer stem: 6 input channels cannot be split into 5 groups
//     6 / 5 = 1, remainder 1
//     input 6×12×12 → stem
//     Use groups = 3, which divides both
  }

  @CompoundScale(width = 2)
  interface Inherits extends Wrong {}
}
