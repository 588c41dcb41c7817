package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;
import java.util.List;

/**
 * A layer of a model, as it was named in the declaration: what an application looks inside with.
 */
public final class Layer {

  private final Model model;
  private final String name;
  private final Shape outputShape;
  private final Tensor output;
  private final List<Parameter> parameters;

  Layer(Model model, String name, Shape outputShape, Tensor output, List<Parameter> parameters) {
    this.model = model;
    this.name = name;
    this.outputShape = outputShape;
    this.output = output;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Returns the name.
   *
   * @return the name of the method that declares it
   */
  public String name() {
    return name;
  }

  /**
   * Returns what the layer makes of one image.
   *
   * @return the shape after its last annotation
   */
  public Shape outputShape() {
    return outputShape;
  }

  /**
   * Returns the parameters and running statistics.
   *
   * @return in the order of the declaration; empty where there are none
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Copies out what the layer made of an image in the last forward pass.
   *
   * @param image its index in the batch
   * @return {@code outputShape().size()} values in the order C×H×W
   * @throws IndexOutOfBoundsException if the last batch had no such image
   * @throws IllegalStateException if there is none: nothing was run yet, or the model was built for
   *     inference only and has used the memory again; or the model is closed or in use by another
   *     thread
   */
  public float[] activation(int image) {
    return model.readActivation(output, outputShape, image, name);
  }

  Tensor output() {
    return output;
  }

  /** Returns name and shape, for example {@code c1 6×14×14}. */
  @Override
  public String toString() {
    return name + " " + outputShape;
  }
}
