package dev.conform.processor.ir;

/** What one annotation on a layer does. */
public sealed interface Operation {

  /** A convolution. */
  record Conv(int filters, Window window, int groups, boolean bias) implements Operation {}

  /** A pool. */
  record Pool(PoolMode mode, Window window, boolean ceilMode, boolean countPadding)
      implements Operation {}

  /** A pool over the whole image. */
  record GlobalPool(PoolMode mode) implements Operation {}

  /** A dense layer. */
  record Dense(int units, boolean bias) implements Operation {}

  /** A change of shape, not of memory. */
  record Flatten() implements Operation {}

  /** A batch normalisation. */
  record BatchNorm(double momentum, double epsilon, boolean affine) implements Operation {}

  /** A dropout. */
  record Dropout(double rate) implements Operation {}

  /** A softmax over channels. */
  record Softmax() implements Operation {}

  /** An element-wise function; {@code slope} is that of LEAKY_RELU, else 0. */
  record Activate(Function function, double slope) implements Operation {}

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
