package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;
import java.util.List;

/**
 * A parameter of a layer, or a running statistic. Its values are seen in PyTorch's order and shape,
 * however the runtime keeps them.
 */
public final class Parameter {

  private final Model model;
  private final String name;
  private final Packing packing;
  private final Tensor packed;
  private final Tensor packedGradient;
  private final boolean trained;
  private Tensor mask = Tensor.NONE;

  Parameter(
      Model model,
      String name,
      Packing packing,
      Tensor packed,
      Tensor packedGradient,
      boolean trained) {
    this.model = model;
    this.name = name;
    this.packing = packing;
    this.packed = packed;
    this.packedGradient = packedGradient;
    this.trained = trained;
  }

  /**
   * Returns the name, as in a file.
   *
   * @return for example {@code c1.weight}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the shape in PyTorch's order.
   *
   * @return for example {@code [6, 1, 5, 5]}
   */
  public List<Integer> shape() {
    return packing.shape();
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the shape
   */
  public int size() {
    return packing.size();
  }

  /**
   * Tells whether training changes it by its gradient.
   *
   * @return false for a running statistic
   */
  public boolean isTrained() {
    return trained;
  }

  /**
   * Copies the values out.
   *
   * @return a new array in PyTorch's order
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public float[] values() {
    model.enter();
    try {
      return read();
    } finally {
      model.exit();
    }
  }

  /**
   * Copies values in.
   *
   * @param values in PyTorch's order, {@link #size()} of them
   * @throws IllegalArgumentException if there are more or fewer
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public void set(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "%s %s has %d values, not %d".formatted(name, shape(), size(), values.length));
    }
    model.enter();
    try {
      write(values);
    } finally {
      model.exit();
    }
  }

  /**
   * Copies the gradient out that the last backward pass left.
   *
   * @return a new array in PyTorch's order
   * @throws IllegalStateException if there is none: a running statistic, a model built for
   *     inference only, closed, or in use by another thread; or an optimizer has kept a {@link
   *     GradientSum} in its memory, and no backward pass was since
   */
  public float[] gradient() {
    if (!packedGradient.isPresent()) {
      throw new IllegalStateException(
          name
              + " has no gradient: "
              + (trained
                  ? "the model was built for inference only"
                  : "training does not change it"));
    }
    model.enter();
    try {
      model.requireGradient(name);
      return packing.unpack(packedGradient);
    } finally {
      model.exit();
    }
  }

  /** Copies the values out; for whoever has entered the model. */
  float[] read() {
    return packing.unpack(packed);
  }

  /** Copies values in; for whoever has entered the model. */
  private void write(float[] values) {
    packing.pack(packed, values);
    written();
  }

  /** Copies values in that are packed already; for whoever has entered the model. */
  void write(Tensor values) {
    packed.segment().copyFrom(values.segment());
    written();
  }

  /** Does what follows when the values were written in memory. */
  void written() {
    model.parametersChanged();
    if (mask.isPresent()) {
      applyMask();
    }
  }

  /**
   * Leaves out some values: they are zero whatever is written, as a connection that is not there.
   *
   * @param packedMask 1 for a value that is there, 0 for one that is not, in memory's order
   */
  void connect(Tensor packedMask) {
    mask = packedMask;
    applyMask();
  }

  private void applyMask() {
    for (int i = 0; i < size(); i++) {
      if (mask.get(i) == 0) {
        packed.set(i, 0);
      }
    }
  }

  Packing packing() {
    return packing;
  }

  Tensor packed() {
    return packed;
  }

  Tensor packedGradient() {
    return packedGradient;
  }

  /** Returns name and shape, for example {@code c1.weight [6, 1, 5, 5]}. */
  @Override
  public String toString() {
    return name + " " + shape();
  }
}
