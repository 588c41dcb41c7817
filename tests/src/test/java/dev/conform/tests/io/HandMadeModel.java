package dev.conform.tests.io;

import dev.conform.runtime.Blueprint;
import dev.conform.runtime.Init;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Packing;
import dev.conform.runtime.Shape;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Tensor;

/** One parameter of each packing, and the packed memory to look at. It computes nothing. */
final class HandMadeModel extends Model {

  private static final Shape INPUT = Shape.image(4, 5, 6);
  private static final Shape HIDDEN = Shape.image(6, 2, 3);

  final Tensor convWeight;
  final Tensor normMean;
  final Tensor denseWeight;
  final Tensor denseBias;

  private HandMadeModel(ModelBuilder<HandMadeModel> settings) {
    super(
        new Blueprint("HandMade", INPUT, Shape.units(7), false, 512, 16, 0, 512, 512, 0, 0),
        settings);
    Conv2d conv = Conv2d.of(4, 5, 6).filters(6).kernel(3, 2).groups(2);
    convWeight = binding().parameter("c1.weight", Packing.conv(conv), Init.fanIn(12));
    normMean = binding().state("c1.bn.running_mean", Packing.vector(HIDDEN), 0);
    denseWeight = binding().parameter("fc.weight", Packing.dense(7, HIDDEN), Init.fanIn(36));
    denseBias = binding().parameter("fc.bias", Packing.vector(Shape.units(7)), Init.constant(0.25));
    bound(Tensor.NONE, Tensor.NONE, Tensor.NONE);
  }

  static HandMadeModel build(long seed) {
    return builder().seed(seed).build();
  }

  static ModelBuilder<HandMadeModel> builder() {
    return new ModelBuilder<>(HandMadeModel::new).batchSize(1).threads(1);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void backward(int batch) {
    throw new UnsupportedOperationException();
  }
}
