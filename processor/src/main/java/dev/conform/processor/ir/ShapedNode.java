package dev.conform.processor.ir;

import java.util.List;

/**
 * An operation with everything that is known of it.
 *
 * @param id its place in {@link ShapedGraph#nodes()}
 * @param path of its layer: {@code c1}, or {@code stage1.0.reduce} inside blocks
 * @param method of the network that it comes from
 * @param operation with its padding in numbers
 * @param inputs ids of the nodes it reads; {@link ShapedGraph#INPUT} is the network's input
 * @param inputShapes the shapes of those
 * @param output the shape it makes
 * @param parameters weight, bias, running mean, running variance, as far as it has them
 * @param macs multiply-accumulates for one image
 * @param receptiveField of one output value
 * @param frozen whether training leaves it as it is and runs it as inference does
 */
public record ShapedNode(
    int id,
    String path,
    String method,
    Operation operation,
    List<Integer> inputs,
    List<Shape> inputShapes,
    Shape output,
    List<ParameterSpec> parameters,
    long macs,
    ReceptiveField receptiveField,
    boolean frozen) {

  /** Keeps immutable copies. */
  public ShapedNode {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
    parameters = List.copyOf(parameters);
  }

  /** Returns the number of weights and biases, frozen or not. */
  public long parameterCount() {
    return parameters.stream()
        .filter(parameter -> parameter.role().trained())
        .mapToLong(ParameterSpec::count)
        .sum();
  }

  /** Returns the shape of the first input; that of its output for an input of the network. */
  public Shape input() {
    return inputShapes.isEmpty() ? output : inputShapes.get(0);
  }

  /** Tells whether training changes its parameters. */
  public boolean isTrained() {
    return !frozen && parameters.stream().anyMatch(parameter -> parameter.role().trained());
  }
}
