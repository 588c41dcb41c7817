package dev.conform.tests.training;

import dev.conform.dsl.BatchNorm;
import dev.conform.dsl.Block;
import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Dropout;
import dev.conform.dsl.Freeze;
import dev.conform.dsl.From;
import dev.conform.dsl.GlobalPool;
import dev.conform.dsl.Key;
import dev.conform.dsl.Network;
import dev.conform.dsl.Output;
import dev.conform.dsl.PoolMode;
import dev.conform.dsl.Pretrained;
import dev.conform.dsl.Relu;
import dev.conform.dsl.Residual;
import dev.conform.dsl.Tanh;
import dev.conform.runtime.Layer;

/** Networks that others extend. */
public final class TransferNets {

  private TransferNets() {}

  /** What {@code weights/tiny.safetensors} holds, once the head is called logits. */
  @Network(input = {3, 16, 16})
  @Key("logits -> head")
  @SuppressWarnings("conform:ReceptiveFieldTooSmall")
  public interface Tiny {
    /** 8×14×14. */
    @Conv(filters = 8, kernel = 3)
    @Relu
    Layer stem();

    /** 8×1×1. */
    @GlobalPool(mode = PoolMode.AVERAGE)
    Layer pool();

    /** 10. */
    @Dense(units = 10)
    Layer logits();
  }

  /** The same with another head. */
  @Pretrained("weights/tiny.safetensors")
  @Freeze(upTo = "pool")
  public interface Flowers extends Tiny {
    @Override
    @Dense(units = 3)
    Layer logits();
  }

  /** Has everything that inference does otherwise than training. */
  @Network(input = {2, 8, 8})
  public interface Backbone {
    /** 6×6×6. */
    @Conv(filters = 6, kernel = 3, bias = false)
    @BatchNorm
    @Relu
    @Dropout(0.5)
    Layer stem();

    /** 8. */
    @Dense(units = 8)
    @Tanh
    Layer features();

    /** 4. */
    @Dense(units = 4)
    Layer logits();
  }

  /** Trains the last two layers. */
  @Freeze(upTo = "stem")
  public interface Frozen extends Backbone {}

  /** Two heads on one convolution. */
  @Network(input = {2, 8, 8})
  public interface TwoHeads {
    /** 4×6×6. */
    @Conv(filters = 4, kernel = 3)
    @Tanh
    Layer shared();

    /** 3. */
    @Dense(units = 3)
    @Output(weight = 0.3, trainingOnly = true)
    Layer helper();

    /** 3. */
    @From("shared")
    @Dense(units = 3)
    Layer logits();
  }

  /** One convolution and its norm. */
  @Block
  public interface Step {
    /** 4 channels, like its input. */
    @Conv(filters = 4, kernel = 1, bias = false)
    @BatchNorm
    Layer step();
  }

  /** A head for training that ends in a sum. */
  @Network(input = {2, 8, 8})
  @SuppressWarnings("conform:ReceptiveFieldTooSmall")
  public interface ResidualHead {
    /** 4×6×6. */
    @Conv(filters = 4, kernel = 3)
    @Tanh
    Layer shared();

    /** 4×6×6. */
    @Residual(block = Step.class)
    @Output(weight = 0.3, trainingOnly = true)
    Layer head();

    /** 3. */
    @From("shared")
    @Dense(units = 3)
    Layer logits();
  }
}
