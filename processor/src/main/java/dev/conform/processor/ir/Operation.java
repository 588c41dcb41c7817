package dev.conform.processor.ir;

/** What one annotation on a layer does. */
public sealed interface Operation {

  /** Calls the visitor's method for this kind of operation. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind, so that a new kind is forgotten nowhere. */
  interface Visitor<R> {
    /** Visits a {@link Conv}. */
    R visit(Conv operation);

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

    /** Visits a {@link Dropout}. */
    R visit(Dropout operation);

    /** Visits a {@link Softmax}. */
    R visit(Softmax operation);

    /** Visits a {@link Activate}. */
    R visit(Activate operation);
  }

  /** A convolution. */
  record Conv(int filters, Window window, int groups, boolean bias) implements Operation {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A pool. */
  record Pool(PoolMode mode, Window window, boolean ceilMode, boolean countPadding)
      implements Operation {
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

  /** A dropout. */
  record Dropout(double rate) implements Operation {
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

  /** How a window becomes one value. */
  enum PoolMode {
    MAX,
    AVERAGE
  }

  /** The element-wise functions, named as the runtime names them. */
  enum Function {
    RELU,
    LEAKY_RELU,
    SIGMOID,
    TANH,
    SILU,
    GELU,
    GELU_TANH
  }
}
