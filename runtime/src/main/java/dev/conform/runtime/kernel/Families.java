package dev.conform.runtime.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The kernels of one model, each made when it is first called: a network needs few of them, and the
 * classes of the others would be a good part of what a small one loads before its first result.
 */
final class Families {

  private final Engine engine;
  private @Nullable ConvForward convForward;
  private @Nullable ConvPreparation convPreparation;
  private @Nullable ConvBackwardInput convBackwardInput;
  private @Nullable ConvBackwardWeight convBackwardWeight;
  private @Nullable Dense dense;
  private @Nullable Pooling pooling;
  private @Nullable BatchNormalization batchNorm;
  private @Nullable Elementwise elementwise;
  private @Nullable Joining joining;
  private @Nullable ChannelScale channelScale;
  private @Nullable LocalResponseNormalization localResponse;
  private @Nullable LayerNormalization layerNorm;
  private @Nullable GroupNormalization groupNorm;
  private @Nullable TrainedScale trainedScale;
  private @Nullable StochasticDepth stochasticDepth;
  private @Nullable Upsampling upsampling;
  private @Nullable ZeroPadding zeroPadding;
  private @Nullable TransposedConv transposedConv;
  private @Nullable Optimizer optimizer;

  Families(Engine engine) {
    this.engine = engine;
  }

  ConvForward convForward() {
    if (convForward == null) {
      convForward = new ConvForward(engine);
    }
    return convForward;
  }

  ConvPreparation convPreparation() {
    if (convPreparation == null) {
      convPreparation = new ConvPreparation(engine);
    }
    return convPreparation;
  }

  ConvBackwardInput convBackwardInput() {
    if (convBackwardInput == null) {
      convBackwardInput = new ConvBackwardInput(engine);
    }
    return convBackwardInput;
  }

  ConvBackwardWeight convBackwardWeight() {
    if (convBackwardWeight == null) {
      convBackwardWeight = new ConvBackwardWeight(engine);
    }
    return convBackwardWeight;
  }

  Dense dense() {
    if (dense == null) {
      dense = new Dense(engine);
    }
    return dense;
  }

  Pooling pooling() {
    if (pooling == null) {
      pooling = new Pooling(engine);
    }
    return pooling;
  }

  BatchNormalization batchNorm() {
    if (batchNorm == null) {
      batchNorm = new BatchNormalization(engine);
    }
    return batchNorm;
  }

  Elementwise elementwise() {
    if (elementwise == null) {
      elementwise = new Elementwise(engine);
    }
    return elementwise;
  }

  Joining joining() {
    if (joining == null) {
      joining = new Joining(engine);
    }
    return joining;
  }

  ChannelScale channelScale() {
    if (channelScale == null) {
      channelScale = new ChannelScale(engine);
    }
    return channelScale;
  }

  LocalResponseNormalization localResponse() {
    if (localResponse == null) {
      localResponse = new LocalResponseNormalization(engine);
    }
    return localResponse;
  }

  LayerNormalization layerNorm() {
    if (layerNorm == null) {
      layerNorm = new LayerNormalization(engine);
    }
    return layerNorm;
  }

  GroupNormalization groupNorm() {
    if (groupNorm == null) {
      groupNorm = new GroupNormalization(engine);
    }
    return groupNorm;
  }

  TrainedScale trainedScale() {
    if (trainedScale == null) {
      trainedScale = new TrainedScale(engine);
    }
    return trainedScale;
  }

  StochasticDepth stochasticDepth() {
    if (stochasticDepth == null) {
      stochasticDepth = new StochasticDepth(engine);
    }
    return stochasticDepth;
  }

  Upsampling upsampling() {
    if (upsampling == null) {
      upsampling = new Upsampling(engine);
    }
    return upsampling;
  }

  ZeroPadding zeroPadding() {
    if (zeroPadding == null) {
      zeroPadding = new ZeroPadding(engine);
    }
    return zeroPadding;
  }

  TransposedConv transposedConv() {
    if (transposedConv == null) {
      transposedConv =
          new TransposedConv(engine, convForward(), convBackwardInput(), convBackwardWeight());
    }
    return transposedConv;
  }

  Optimizer optimizer() {
    if (optimizer == null) {
      optimizer = new Optimizer(engine);
    }
    return optimizer;
  }
}
