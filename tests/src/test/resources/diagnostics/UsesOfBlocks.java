package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UsesOfBlocks {
  @Block
  interface Step {
    @Conv(filters = WIDTH, kernel = 5, groups = A) @Relu Layer conv();

    @Conv(filters = WIDTH, kernel = 1) @Relu Layer mix();
  }

  /** The same use again and again is one error. */
  @Network(input = {4, 32, 32})
  interface First {
    @Use(block = Step.class, width = 6, dims = 4, repeat = 3) Layer steps();
//                   ^ error: [Conform/GroupsDoNotDivide] layer steps.0.conv: 6 filters cannot be split into 4 groups
//     6 / 4 = 1, remainder 2
//     input 4×32×32 → steps.0.conv
//     layer conv is part of block UsesOfBlocks.Step
//     Use groups = 2, which divides both

    @Dense(units = 4) @Relu Layer hidden();

    @From("input")
    @Concat(branches = {@Branch(block = Step.class, width = 6, dims = 5), @Branch(block = Step.class, width = 6, dims = 3)})
//                      ^ error: [Conform/GroupsDoNotDivide] layer both.branch1.conv: 4 input channels cannot be split into 5 groups
//     4 / 5 = 0, remainder 4
//     input 4×32×32 → both.branch1.conv
//     layer conv is part of block UsesOfBlocks.Step
//     Use groups = 2, which divides both
//                                                                        ^ error: [Conform/GroupsDoNotDivide] layer both.branch2.conv: 4 input channels cannot be split into 3 groups
//     4 / 3 = 1, remainder 1
//     input 4×32×32 → both.branch2.conv
//     layer conv is part of block UsesOfBlocks.Step
//     Use groups = 2, which divides both
    Layer both();

    @GlobalPool @Flatten @Add("hidden") Layer sum();
  }

  @Network(input = {4, 4, 4})
  interface Second {
    @Use(block = Step.class, width = 4, dims = 4) Layer steps();
//                   ^ error: [Conform/KernelExceedsInput] layer steps.conv: kernel 5×5 does not fit its input of 4×4
//     output = floor((input + 2·padding − kernel) / stride) + 1 = floor((4 + 0 − 5) / 1) + 1 = 0
//     input 4×4×4 → steps.conv
//     layer conv is part of block UsesOfBlocks.Step
//     Use kernel = 4 for an output of 1×1, or padding = 1 for 2×2
  }

  @Block
  interface Twice {
    @Use(block = Step.class, width = WIDTH, dims = 3) Layer step();

    @Use(block = Step.class, width = WIDTH, dims = 2) Layer next();
  }

  @Network(input = {3, 32, 32})
  interface Third {
    @Use(block = Twice.class, width = 8) Layer stage();
//                    ^ error: [Conform/GroupsDoNotDivide] layer stage.step.conv: 8 filters cannot be split into 3 groups
//     8 / 3 = 2, remainder 2
//     input 3×32×32 → stage.step.conv
//     layer conv is part of block UsesOfBlocks.Step
//     layer step is part of block UsesOfBlocks.Twice
//     Use groups = 1, or channels that 3 divides
  }

  /** What is wrong in every use is told in the block, once, also where nothing uses it. */
  @Block
  interface Wrong {
    @Dense(units = 8) @Relu Layer hidden();

    @Conv(filters = 4, kernel = 1) @Relu Layer conv();
//  ^ error: [Conform/NotAnImage] layer conv: @Conv needs an image of C×H×W, but reads 8 units in a row
//     input (not known) → hidden dense 8 → conv
//     Move @Conv in front of hidden, where the image becomes a row

    @Dense(units = WIDTH) @Relu Layer row();

    @Dense(units = 10) @GlobalPool Layer pool();
//                     ^ error: [Conform/NotAnImage] layer pool: @GlobalPool needs an image of C×H×W, but reads 10 units in a row
//     … → pool dense 10 → pool
//     Move @GlobalPool in front of pool, where the image becomes a row
  }

  @Network(input = {3, 32, 32})
  interface Fourth {
    @Use(block = Wrong.class, width = 8) Layer wrong();
  }

  @Network(input = {3, 16, 16})
  interface Fifth {
    @Use(block = Wrong.class, width = 5) Layer wrong();
  }
}
