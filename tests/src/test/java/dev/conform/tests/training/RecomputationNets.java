package dev.conform.tests.training;

import dev.conform.dsl.Add;
import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.DepthwiseConv;
import dev.conform.dsl.Dim;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Network;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Residual;
import dev.conform.dsl.Silu;
import dev.conform.dsl.SqueezeExcite;
import dev.conform.runtime.Layer;

/** One network, declared twice: what blocks hide is computed again, what methods show is kept. */
public final class RecomputationNets {

  private RecomputationNets() {}

  /** With an activation that joins the norm, one that does not, a gate and a sum. */
  @Block
  public interface Branch {
    /** WIDTH channels. */
    @Conv(filters = Dim.WIDTH, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Relu
    Layer a();

    /** WIDTH channels. */
    @DepthwiseConv(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Silu
    @SqueezeExcite(ratio = 2)
    Layer b();

    /** WIDTH channels. */
    @Conv(filters = Dim.WIDTH, kernel = 1, bias = false)
    @BatchNorm
    Layer c();
  }

  /** In blocks. */
  @Network(input = {2, 10, 10})
  public interface Hidden {
    /** 6×10×10. */
    @Conv(filters = 6, kernel = 3, padding = 1)
    Layer stem();

    /** 6×10×10. */
    @Residual(block = Branch.class, width = 6, repeat = 3)
    Layer stage();

    /** 6. */
    @GlobalPool(mode = PoolMode.AVERAGE)
    Layer pool();

    /** 4. */
    @Dense(units = 4)
    Layer logits();
  }

  /** In methods. */
  @Network(input = {2, 10, 10})
  public interface Shown {
    /** 6×10×10. */
    @Conv(filters = 6, kernel = 3, padding = 1)
    Layer stem();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Relu
    Layer a0();

    /** 6×10×10. */
    @DepthwiseConv(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer norm0();

    /** 6×10×10. */
    @Silu
    Layer silu0();

    /** 6×10×10. */
    @SqueezeExcite(ratio = 2)
    Layer b0();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 1, bias = false)
    @BatchNorm
    Layer c0();

    /** 6×10×10. */
    @Add({"c0", "stem"})
    @Relu
    Layer sum0();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Relu
    Layer a1();

    /** 6×10×10. */
    @DepthwiseConv(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer norm1();

    /** 6×10×10. */
    @Silu
    Layer silu1();

    /** 6×10×10. */
    @SqueezeExcite(ratio = 2)
    Layer b1();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 1, bias = false)
    @BatchNorm
    Layer c1();

    /** 6×10×10. */
    @Add({"c1", "sum0"})
    @Relu
    Layer sum1();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Relu
    Layer a2();

    /** 6×10×10. */
    @DepthwiseConv(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer norm2();

    /** 6×10×10. */
    @Silu
    Layer silu2();

    /** 6×10×10. */
    @SqueezeExcite(ratio = 2)
    Layer b2();

    /** 6×10×10. */
    @Conv(filters = 6, kernel = 1, bias = false)
    @BatchNorm
    Layer c2();

    /** 6×10×10. */
    @Add({"c2", "sum1"})
    @Relu
    Layer sum2();

    /** 6. */
    @GlobalPool(mode = PoolMode.AVERAGE)
    Layer pool();

    /** 4. */
    @Dense(units = 4)
    Layer logits();
  }
}
