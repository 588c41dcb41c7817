package dev.conform.processor.ir;

import java.util.List;

/**
 * An operation with everything that is known of it.
 *
 * @param id its place in {@link ShapedGraph#nodes()}
 * @param layer the method it was written on
 * @param operation with its padding in numbers
 * @param inputs ids of the nodes it reads; {@link ShapedGraph#INPUT} is the network's input
 * @param input the shape it reads
 * @param output the shape it makes
 * @param parameters weight, bias, running mean, running variance, as far as it has them
 * @param macs multiply-accumulates for one image
 * @param receptiveField of one output value
 */
public record ShapedNode(
    int id,
    String layer,
    Operation operation,
    List<Integer> inputs,
    Shape input,
    Shape output,
    List<ParameterSpec> parameters,
    long macs,
    ReceptiveField receptiveField) {

  /** Keeps immutable copies. */
  public ShapedNode {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
  }
}
