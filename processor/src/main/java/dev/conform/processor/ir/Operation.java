package dev.conform.processor.ir;

import java.util.List;

/** What one node of a graph does. */
public sealed interface Operation extends Construct {

  /** Calls the visitor's method for this kind of operation. */
  <R> R accept(Visitor<R> visitor);

  /** Tells whether it counts when the literature gives a network's depth. */
  default boolean isWeightedLayer() {
    return this instanceof Conv || this instanceof TransposedConv || this instanceof Dense;
  }

  /** Returns the same with every size replaced: symbols by their values. */
  @Override
  default Operation map(Resizing sizes) {
    return this;
  }

  /** One method for each kind, so that a new kind is forgotten nowhere. */
  interface Visitor<R> {
    /** Visits a {@link Conv}. */
    R visit(Conv operation);

    /** Visits a {@link TransposedConv}. */
    R visit(TransposedConv operation);

    /** Visits a {@link Pool}. */
    R visit(Pool operation);

    /** Visits a {@link GlobalPool}. */
    R visit(GlobalPool operation);

    /** Visits a {@link Dense}. */
    R visit(Dense operation);

    /** Visits a {@link Flatten}. */
    R visit(Flatten operation);

    /** Visits a {@link BatchNorm}. */
    R visit(BatchNorm operation);

    /** Visits a {@link LayerNorm}. */
    R visit(LayerNorm operation);

    /** Visits a {@link GroupNorm}. */
    R visit(GroupNorm operation);

    /** Visits a {@link LocalResponseNorm}. */
    R visit(LocalResponseNorm operation);

    /** Visits a {@link Scale}. */
    R visit(Scale operation);

    /** Visits a {@link Dropout}. */
    R visit(Dropout operation);

    /** Visits a {@link StochasticDepth}. */
    R visit(StochasticDepth operation);

    /** Visits a {@link Softmax}. */
    R visit(Softmax operation);

    /** Visits an {@link Activate}. */
    R visit(Activate operation);

    /** Visits a {@link Upsample}. */
    R visit(Upsample operation);

    /** Visits a {@link ZeroPad}. */
    R visit(ZeroPad operation);

    /** Visits an {@link Add}. */
    R visit(Add operation);

    /** Visits a {@link Concat}. */
    R visit(Concat operation);

    /** Visits a {@link Gate}. */
    R visit(Gate operation);

    /** Visits an {@link Input}. */
    R visit(Input operation);
  }

  /** A convolution; {@code connections} is empty where every filter reads every channel. */
  record Conv(int filters, Window window, int groups, boolean bias, List<String> connections)
      implements Operation {
    /** Keeps an immutable copy. */
    public Conv {
      connections = List.copyOf(connections);
    }

    @Override
    public Operation map(Resizing sizes) {
      return new Conv(
          sizes.size(filters), window.map(sizes), sizes.size(groups), bias, connections);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The transpose of a convolution. */
  record TransposedConv(
      int filters, Window window, int outputPadH, int outputPadW, int groups, boolean bias)
      implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new TransposedConv(
          sizes.size(filters),
          window.map(sizes),
          sizes.size(outputPadH),
          sizes.size(outputPadW),
          sizes.size(groups),
          bias);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A pool. */
  record Pool(PoolMode mode, Window window, boolean ceilMode, boolean countPadding)
      implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new Pool(mode, window.map(sizes), ceilMode, countPadding);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A pool over the whole image. */
  record GlobalPool(PoolMode mode) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A dense layer. */
  record Dense(int units, boolean bias) implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new Dense(sizes.size(units), bias);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A change of shape, not of memory. */
  record Flatten() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A batch normalisation. */
  record BatchNorm(double momentum, double epsilon, boolean affine) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A normalisation of each pixel's channels. */
  record LayerNorm(double epsilon, boolean affine) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A normalisation of groups of channels over each image. */
  record GroupNorm(int groups, double epsilon, boolean affine) implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new GroupNorm(sizes.size(groups), epsilon, affine);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A division by the neighbouring channels. */
  record LocalResponseNorm(int size, double alpha, double beta, double k) implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new LocalResponseNorm(sizes.size(size), alpha, beta, k);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A coefficient and a bias for each channel. */
  record Scale() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A dropout. */
  record Dropout(double rate) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A dropout of whole images; {@code linear} until the graph knows its rate. */
  record StochasticDepth(double rate, boolean linear) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A softmax over channels. */
  record Softmax() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** An element-wise function; {@code slope} is that of LEAKY_RELU, else 0. */
  record Activate(Function function, double slope) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** An image made larger. */
  record Upsample(int factorH, int factorW, UpsampleMode mode) implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new Upsample(sizes.size(factorH), sizes.size(factorW), mode);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Zeros around every stride-th pixel, and {@code newChannels} of zeros behind the others. */
  record ZeroPad(
      int top, int left, int bottom, int right, int strideH, int strideW, int newChannels)
      implements Operation {
    @Override
    public Operation map(Resizing sizes) {
      return new ZeroPad(
          sizes.size(top),
          sizes.size(left),
          sizes.size(bottom),
          sizes.size(right),
          strideH,
          strideW,
          newChannels);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The sum of all inputs. */
  record Add() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** All inputs, one behind the other in the channels. */
  record Concat() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The first input, each channel multiplied by the second one's. */
  record Gate() implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Another input of the network. */
  record Input(Shape shape) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** How a window becomes one value. */
  enum PoolMode {
    MAX,
    AVERAGE
  }

  /** How values between pixels are found. */
  enum UpsampleMode {
    NEAREST,
    BILINEAR
  }

  /** The element-wise functions, named as the runtime names them. */
  enum Function {
    RELU,
    RELU6,
    LEAKY_RELU,
    SIGMOID,
    TANH,
    SCALED_TANH,
    SILU,
    GELU,
    GELU_TANH
  }
}
