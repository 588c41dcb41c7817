package sample;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

/** The blocks that networks of the tests are made of. */
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

  /** He et al. 2015, figure 5, left. */
  @Block
  interface Basic {
    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false) @BatchNorm @Relu Layer first();
    @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false) @BatchNorm Layer second();
  }

  /** He et al. 2015, figure 5, right. */
  @Block
  interface Bottleneck {
    @Conv(filters = WIDTH, kernel = 1, bias = false) @BatchNorm @Relu Layer reduce();
    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false) @BatchNorm @Relu Layer spatial();
    @Conv(filters = 4 * WIDTH, kernel = 1, bias = false) @BatchNorm Layer expand();
  }

  /** He et al. 2016, figure 1b. */
  @Block
  interface PreActivation {
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, padding = 1, bias = false) Layer first();
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false) Layer second();
  }

  /** Sandler et al. 2018, table 1. */
  @Block
  interface InvertedResidual {
    @Conv(filters = 6 * IN, kernel = 1, bias = false) @BatchNorm @Relu Layer expand();
    @DepthwiseConv(kernel = 3, stride = STRIDE, padding = 1, bias = false) @BatchNorm @Relu Layer spatial();
    @Conv(filters = WIDTH, kernel = 1, bias = false) @BatchNorm Layer project();
  }

  /** Tan and Le 2019. */
  @Block
  interface MBConv {
    @Conv(filters = 4 * IN, kernel = 1, bias = false) @BatchNorm @Silu Layer expand();
    @DepthwiseConv(kernel = KERNEL, stride = STRIDE, padding = Padding.HALF, bias = false) @BatchNorm @Silu
    @SqueezeExcite(ratio = 4, activation = SqueezeActivation.SILU) Layer spatial();
    @Conv(filters = WIDTH, kernel = 1, bias = false) @BatchNorm @StochasticDepth(value = 0.4, linear = true) Layer project();
  }

  /** Iandola et al. 2016, figure 2. */
  @Block
  interface Fire {
    @Conv(filters = SQUEEZE, kernel = 1) @Relu Layer squeeze();
    @Concat(branches = {
      @Branch(block = Activated.class, width = WIDTH, kernel = 1),
      @Branch(block = Activated.class, width = WIDTH, kernel = 3)
    }) Layer expand();
  }

  /** Huang et al. 2017, section 3, with bottleneck. */
  @Block
  interface DenseUnit {
    @BatchNorm @Relu @Conv(filters = 4 * WIDTH, kernel = 1, bias = false) Layer bottleneck();
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 3, padding = 1, bias = false) Layer grow();
    @Concat({"input", "grow"}) Layer all();
  }

  /** Huang et al. 2017, section 3. */
  @Block
  interface Transition {
    @BatchNorm @Relu @Conv(filters = WIDTH, kernel = 1, bias = false)
    @Pool(mode = PoolMode.AVERAGE, size = 2) Layer halve();
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
  interface Inception {
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
    @Residual(block = Basic.class, width = WIDTH, stride = STRIDE) Layer down();
    @Residual(block = Basic.class, width = WIDTH, repeat = 2, activation = SumActivation.NONE) Layer keep();
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
