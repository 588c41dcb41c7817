package sample;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.examples.resnet.BasicBlock;
import dev.conform.runtime.Layer;

/** Blocks that show what those of the literature do not. */
public interface Blocks {

  /** Ends in an activation that its convolution applies. */
  @Block
  interface Activated {
    @Conv(filters = WIDTH, kernel = KERNEL, stride = STRIDE, padding = Padding.HALF) @Relu Layer conv();
  }

  /** Has no activation at all. */
  @Block
  interface Linear {
    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1) Layer conv();
  }

  /** Ends in an activation that is a step of its own, and works in place on the way back. */
  @Block
  interface Smooth {
    @Conv(filters = WIDTH, kernel = 3, padding = 1) @Gelu Layer conv();
  }

  /** He et al. 2016, figure 1b. */
  @Block
  interface PreActivation {
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false) Layer first();
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false) Layer second();
  }

  /** The second and third branch of Szegedy et al. 2014, figure 2b. */
  @Block
  interface Reduced {
    @Conv(filters = SQUEEZE, kernel = 1) @Relu Layer reduce();
    @Conv(filters = WIDTH, kernel = KERNEL, padding = Padding.HALF) @Relu Layer conv();
  }

  /** The fourth one. */
  @Block
  interface Pooled {
    @Pool(size = 3, stride = 1, padding = 1) Layer pool();
    @Conv(filters = WIDTH, kernel = 1) @Relu Layer project();
  }

  /** Szegedy et al. 2014, figure 2b; the numbers are the columns of table 1. */
  @Block
  interface Branches {
    @Concat(branches = {
      @Branch(block = Activated.class, width = A, kernel = 1),
      @Branch(block = Reduced.class, squeeze = B, width = C, kernel = 3),
      @Branch(block = Reduced.class, squeeze = D, width = E, kernel = 5),
      @Branch(block = Pooled.class, width = F)
    }) Layer join();
  }

  /** Residual blocks inside a block. */
  @Block
  interface Stage {
    @Residual(block = BasicBlock.class, width = WIDTH, stride = STRIDE) Layer down();
    @Residual(block = BasicBlock.class, width = WIDTH, repeat = 2, activation = SumActivation.NONE) Layer keep();
    @Add({"down", "keep"}) @Relu Layer skip();
  }

  /** Drops values on the way. */
  @Block
  interface Dropped {
    @Conv(filters = WIDTH, kernel = 3, padding = 1) @Tanh @Dropout(0.25) Layer first();
    @Conv(filters = WIDTH, kernel = 3, padding = 1) @Dropout(0.5) Layer second();
  }

  /** Drops whole images. */
  @Block
  interface Deep {
    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false) @BatchNorm @StochasticDepth(0.5) Layer conv();
  }
}
