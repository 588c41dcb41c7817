package dev.conform.tests.network;

import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.runtime.Mode;
import dev.conform.runtime.kernel.reference.ReferenceConcat;
import java.util.ArrayList;
import java.util.List;

/** A concatenation along the channels, or of rows of units. */
final class ConcatLayer implements ReferenceLayer {

  private final List<Integer> channels;
  private final int outChannels;
  private final int pixels;
  private int batch;

  ConcatLayer(ShapedNode node) {
    this.channels = node.inputShapes().stream().map(Shape::features).toList();
    this.outChannels = node.output().features();
    this.pixels = Math.toIntExact(node.output().elements()) / outChannels;
  }

  @Override
  public double[] forward(List<double[]> inputs, Mode mode, int images) {
    batch = images;
    double[] output = new double[batch * outChannels * pixels];
    int offset = 0;
    for (int i = 0; i < channels.size(); i++) {
      ReferenceConcat.forward(
          output, inputs.get(i), offset, channels.get(i), outChannels, pixels, batch);
      offset += channels.get(i);
    }
    return output;
  }

  @Override
  public List<double[]> gradients(double[] dOutput) {
    List<double[]> gradients = new ArrayList<>();
    int offset = 0;
    for (int count : channels) {
      double[] dInput = new double[batch * count * pixels];
      ReferenceConcat.backward(dInput, dOutput, offset, count, outChannels, pixels, batch);
      gradients.add(dInput);
      offset += count;
    }
    return gradients;
  }
}
