package dev.conform.benchmarks;

/**
 * The networks as the literature has them, in the names of Conform's parameters. Written here a
 * second time, apart from the declarations, so that an error in either shows as scores that differ.
 */
final class Architectures {

  private static final double INCEPTION_EPSILON = 1e-3;

  private Architectures() {}

  /** LeCun et al. 1998, with ReLU and max pooling. */
  static Flow leNet5(Flow image) {
    return image
        .conv("c1", 1, 0)
        .relu()
        .maxPool(2, 2, 0)
        .conv("c3", 1, 0)
        .relu()
        .maxPool(2, 2, 0)
        .flatten()
        .dense("f5")
        .relu()
        .dense("f6")
        .relu()
        .dense("logits");
  }

  /** Three convolutions with batch norm. */
  static Flow simpleCnn(Flow image) {
    Flow parts = convBatchNorm(image, "edges", 1, 1).relu().maxPool(2, 2, 0);
    Flow objects = convBatchNorm(parts, "parts", 1, 1).relu().maxPool(2, 2, 0);
    return convBatchNorm(objects, "objects", 1, 1).relu().globalAverage().flatten().dense("logits");
  }

  /** He et al. 2015, table 1, 18 layers, with a stem for images of 32×32. */
  static Flow resNet18Cifar(Flow image) {
    Flow x = convBatchNorm(image, "stem", 1, 1).relu();
    for (int stage = 1; stage <= 4; stage++) {
      for (int block = 0; block < 2; block++) {
        x = basicBlock(x, "stage%d.%d.".formatted(stage, block), stage > 1 && block == 0);
      }
    }
    return x.globalAverage().flatten().dense("fc");
  }

  private static Flow basicBlock(Flow x, String block, boolean halves) {
    int stride = halves ? 2 : 1;
    Flow conv1 = convBatchNorm(x, block + "conv1", stride, 1).relu();
    Flow conv2 = convBatchNorm(conv1, block + "conv2", 1, 1);
    return conv2.add(halves ? convBatchNorm(x, block + "shortcut", stride, 0) : x).relu();
  }

  /** He et al. 2015, table 1, 50 layers; the 3×3 convolution strides. */
  static Flow resNet50(Flow image) {
    int[] repeats = {3, 4, 6, 3};
    Flow x = convBatchNorm(image, "stem", 2, 3).relu().maxPool(3, 2, 1);
    for (int stage = 1; stage <= repeats.length; stage++) {
      for (int block = 0; block < repeats[stage - 1]; block++) {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        x = bottleneck(x, "stage%d.%d.".formatted(stage, block), stride, block == 0);
      }
    }
    return x.globalAverage().flatten().dense("fc");
  }

  private static Flow bottleneck(Flow x, String block, int stride, boolean projects) {
    Flow reduce = convBatchNorm(x, block + "reduce", 1, 0).relu();
    Flow spatial = convBatchNorm(reduce, block + "spatial", stride, 1).relu();
    Flow expand = convBatchNorm(spatial, block + "expand", 1, 0);
    return expand.add(projects ? convBatchNorm(x, block + "shortcut", stride, 0) : x).relu();
  }

  /** Krizhevsky 2014, with the sizes of torchvision. */
  static Flow alexNet(Flow image) {
    return image
        .conv("c1", 4, 2)
        .relu()
        .maxPool(3, 2, 0)
        .conv("c2", 1, 2)
        .relu()
        .maxPool(3, 2, 0)
        .conv("c3", 1, 1)
        .relu()
        .conv("c4", 1, 1)
        .relu()
        .conv("c5", 1, 1)
        .relu()
        .maxPool(3, 2, 0)
        .flatten()
        .dropout(0.5)
        .dense("fc6")
        .relu()
        .dropout(0.5)
        .dense("fc7")
        .relu()
        .dense("fc8");
  }

  /** Simonyan and Zisserman 2014, table 1, column D. */
  static Flow vgg16(Flow image) {
    int[] repeats = {2, 2, 3, 3, 3};
    Flow x = image;
    for (int stage = 1; stage <= repeats.length; stage++) {
      for (int repeat = 0; repeat < repeats[stage - 1]; repeat++) {
        x = x.conv("stage%d.%d.conv".formatted(stage, repeat), 1, 1).relu();
      }
      x = x.maxPool(2, 2, 0);
    }
    return x.flatten()
        .dense("fc6")
        .relu()
        .dropout(0.5)
        .dense("fc7")
        .relu()
        .dropout(0.5)
        .dense("fc8");
  }

  /** Szegedy et al. 2014 without auxiliary heads, with the batch norm of torchvision. */
  static Flow googLeNet(Flow image) {
    Flow x = inceptionConv(image, "conv1", 2, 3).maxPoolCeil(3, 2);
    x = inceptionConv(inceptionConv(x, "conv2", 1, 0), "conv3", 1, 1).maxPoolCeil(3, 2);
    x = inception(inception(x, "inception3a."), "inception3b.").maxPoolCeil(3, 2);
    for (String module : new String[] {"4a.", "4b.", "4c.", "4d.", "4e."}) {
      x = inception(x, "inception" + module);
    }
    x = x.maxPoolCeil(2, 2);
    x = inception(inception(x, "inception5a."), "inception5b.");
    return x.globalAverage().flatten().dropout(0.2).dense("fc");
  }

  private static Flow inception(Flow x, String module) {
    Flow conv1 = inceptionConv(x, module + "conv1", 1, 0);
    Flow reduce3 = inceptionConv(x, module + "reduce3", 1, 0);
    Flow conv3 = inceptionConv(reduce3, module + "conv3", 1, 1);
    Flow reduce5 = inceptionConv(x, module + "reduce5", 1, 0);
    Flow conv5 = inceptionConv(reduce5, module + "conv5", 1, 1);
    Flow pool = inceptionConv(x.maxPool(3, 1, 1), module + "pool", 1, 0);
    return conv1.concat(conv3, conv5, pool);
  }

  private static Flow inceptionConv(Flow x, String layer, int stride, int padding) {
    return x.conv(layer, stride, padding).batchNorm(layer, INCEPTION_EPSILON).relu();
  }

  /** Tan and Le 2019, table 1, with the normalisation and padding of torchvision. */
  static Flow efficientNetB0(Flow image) {
    int[] width = {16, 24, 40, 80, 112, 192, 320};
    int[] kernel = {3, 3, 5, 3, 5, 5, 3};
    int[] stride = {1, 2, 2, 2, 1, 2, 1};
    int[] repeats = {1, 2, 2, 3, 3, 4, 1};
    double blocks = 16;
    int index = 0;
    int channels = 32;
    Flow x = convBatchNorm(image, "stem", 2, 1).silu();
    for (int stage = 0; stage < width.length; stage++) {
      for (int repeat = 0; repeat < repeats[stage]; repeat++) {
        String block = "stage%d.%d.".formatted(stage + 1, repeat);
        int blockStride = repeat == 0 ? stride[stage] : 1;
        Flow branch = invertedBottleneck(x, block, channels, kernel[stage], blockStride, stage > 0);
        boolean adds = blockStride == 1 && channels == width[stage];
        x = adds ? branch.stochasticDepth(0.2 * index / blocks).add(x) : branch;
        channels = width[stage];
        index++;
      }
    }
    return convBatchNorm(x, "head", 1, 0).silu().globalAverage().flatten().dropout(0.2).dense("fc");
  }

  private static Flow invertedBottleneck(
      Flow x, String block, int inChannels, int kernel, int stride, boolean expands) {
    int channels = expands ? 6 * inChannels : inChannels;
    Flow wide = expands ? convBatchNorm(x, block + "expand", 1, 0).silu() : x;
    String depthwise = block + "depthwise";
    Flow maps = wide.depthwise(depthwise, stride, kernel / 2, channels).batchNorm(depthwise).silu();
    Flow squeezed = maps.globalAverage().conv(depthwise + ".se.reduce", 1, 0).silu();
    Flow scaled = maps.scaledBy(squeezed.conv(depthwise + ".se.expand", 1, 0).sigmoid());
    return convBatchNorm(scaled, block + "project", 1, 0);
  }

  private static Flow convBatchNorm(Flow x, String layer, int stride, int padding) {
    return x.conv(layer, stride, padding).batchNorm(layer);
  }
}
