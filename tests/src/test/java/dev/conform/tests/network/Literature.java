package dev.conform.tests.network;

import java.util.List;

/** Networks of the literature, of the same blocks, but narrow, short, and on small images. */
final class Literature {

  /** He et al. 2015, figure 3. */
  private static final Declared RESNET_BASIC =
      new Declared(
          "ResNetBasic",
          "3, 33, 32",
          """
          @Conv(filters = 6, kernel = 7, stride = 2, padding = 3, bias = false) @BatchNorm @Relu
          @Pool(size = 3, stride = 2, padding = 1) Layer stem();
          @Residual(block = BasicBlock.class, width = 6, repeat = 2) Layer stage1();
          @Residual(block = BasicBlock.class, width = 8, repeat = 2, stride = 2) Layer stage2();
          @Residual(block = BasicBlock.class, width = 11, repeat = 2, stride = 2) Layer stage3();
          @GlobalPool Layer pool();
          @Dense(units = 7) Layer fc();
          """);

  /** He et al. 2015, table 1. */
  private static final Declared RESNET_BOTTLENECK =
      new Declared(
          "ResNetBottleneck",
          "3, 30, 33",
          """
          @Conv(filters = 5, kernel = 7, stride = 2, padding = 3, bias = false) @BatchNorm @Relu
          @Pool(size = 3, stride = 2, padding = 1) Layer stem();
          @Residual(block = Bottleneck.class, width = 3, repeat = 3) Layer stage1();
          @Residual(block = Bottleneck.class, width = 4, repeat = 2, stride = 2) Layer stage2();
          @Residual(block = Bottleneck.class, width = 6, repeat = 2, stride = 2) Layer stage3();
          @GlobalPool Layer pool();
          @Dense(units = 7) Layer fc();
          """);

  /** He et al. 2015, section 4.2, with its shortcuts without parameters. */
  private static final Declared RESNET_CIFAR =
      new Declared(
          "ResNetCifar",
          "3, 16, 17",
          """
          @Conv(filters = 4, kernel = 3, padding = 1, bias = false) @BatchNorm @Relu Layer stem();
          @Residual(block = BasicBlock.class, width = 4, repeat = 2, shortcut = Shortcut.ZERO_PAD) Layer stage1();
          @Residual(block = BasicBlock.class, width = 8, repeat = 2, stride = 2, shortcut = Shortcut.ZERO_PAD) Layer stage2();
          @Residual(block = BasicBlock.class, width = 16, repeat = 2, stride = 2, shortcut = Shortcut.ZERO_PAD) Layer stage3();
          @GlobalPool Layer pool();
          @Dense(units = 5) Layer fc();
          """);

  /** Szegedy et al. 2014, with an auxiliary head that inference leaves out. */
  private static final Declared GOOGLENET =
      new Declared(
          "SmallGoogLeNet",
          "3, 56, 55",
          """
          @Conv(filters = 6, kernel = 7, stride = 2, padding = 3) @Relu
          @Pool(size = 3, stride = 2, ceilMode = true) @LocalResponseNorm Layer conv1();
          @Conv(filters = 6, kernel = 1) @Relu Layer reduce2();
          @Conv(filters = 9, kernel = 3, padding = 1) @Relu @LocalResponseNorm Layer conv2();
          @Use(block = Inception.class, dims = {4, 3, 6, 2, 3, 3}) Layer inception3a();
          @From("inception3a") @Pool(mode = PoolMode.AVERAGE, size = 5, stride = 3) @Conv(filters = 5, kernel = 1) @Relu Layer reduceHead();
          @Dense(units = 9) @Relu @Dropout(0.7) @Output(weight = 0.3, trainingOnly = true) Layer head();
          @From("inception3a") @Pool(size = 3, stride = 2, ceilMode = true)
          @Use(block = Inception.class, dims = {5, 4, 7, 2, 4, 3}) Layer inception4a();
          @Use(block = Inception.class, dims = {3, 4, 5, 3, 5, 4}) Layer inception4b();
          @GlobalPool @Dropout(0.4) Layer pool();
          @Dense(units = 7) Layer fc();
          """);

  /** Sandler et al. 2018, table 2. */
  private static final Declared MOBILENET_V2 =
      new Declared(
          "SmallMobileNetV2",
          "3, 33, 30",
          """
          @Conv(filters = 4, kernel = 3, stride = 2, padding = 1, bias = false) @BatchNorm @Relu6 Layer stem();
          @DepthwiseConv(kernel = 3, padding = 1, bias = false) @BatchNorm @Relu6 Layer depthwise1();
          @Conv(filters = 3, kernel = 1, bias = false) @BatchNorm Layer project1();
          @Residual(block = InvertedResidual.class, width = 4, repeat = 2, stride = 2, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage2();
          @Residual(block = InvertedResidual.class, width = 6, repeat = 3, stride = 2, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage3();
          @Residual(block = InvertedResidual.class, width = 7, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage4();
          @Conv(filters = 13, kernel = 1, bias = false) @BatchNorm @Relu6 Layer head();
          @GlobalPool @Dropout(0.2) Layer pool();
          @Dense(units = 5) Layer fc();
          """);

  /** Tan and Le 2019, table 1. */
  private static final Declared EFFICIENTNET =
      new Declared(
          "SmallEfficientNet",
          "3, 32, 31",
          """
          @Conv(filters = 4, kernel = 3, stride = 2, padding = 1, bias = false) @BatchNorm @Silu Layer stem();
          @Residual(block = Separable.class, width = 4, kernel = 3, repeat = 2, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage1();
          @Residual(block = InvertedBottleneck.class, width = 5, kernel = 5, stride = 2, repeat = 3, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage2();
          @Residual(block = InvertedBottleneck.class, width = 6, kernel = 3, stride = 2, repeat = 2, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer stage3();
          @Conv(filters = 11, kernel = 1, bias = false) @BatchNorm @Silu Layer head();
          @GlobalPool @Dropout(0.2) Layer pool();
          @Dense(units = 5) Layer fc();
          """);

  /** Huang et al. 2017, table 1. */
  private static final Declared DENSENET =
      new Declared(
          "SmallDenseNet",
          "3, 35, 32",
          """
          @Conv(filters = 6, kernel = 7, stride = 2, padding = 3, bias = false) @BatchNorm @Relu
          @Pool(size = 3, stride = 2, padding = 1) Layer stem();
          @Use(block = DenseLayer.class, width = 3, repeat = 3) Layer dense1();
          @Use(block = Transition.class, width = 7) Layer transition1();
          @Use(block = DenseLayer.class, width = 3, repeat = 4) Layer dense2();
          @BatchNorm @Relu @GlobalPool Layer pool();
          @Dense(units = 5) Layer fc();
          """);

  /** Iandola et al. 2016, table 1. */
  private static final Declared SQUEEZENET =
      new Declared(
          "SmallSqueezeNet",
          "3, 41, 38",
          """
          @Conv(filters = 6, kernel = 3, stride = 2) @Relu @Pool(size = 3, stride = 2, ceilMode = true) Layer conv1();
          @Use(block = Fire.class, squeeze = 3, width = 5) Layer fire2();
          @Use(block = Fire.class, squeeze = 3, width = 5) @Pool(size = 3, stride = 2, ceilMode = true) Layer fire3();
          @Use(block = Fire.class, squeeze = 4, width = 8) Layer fire4();
          @Dropout @Conv(filters = 7, kernel = 1) @Relu Layer conv10();
          @GlobalPool Layer pool();
          """);

  /** Simonyan and Zisserman 2014, table 1, without batch norm and with. */
  private static final Declared VGG =
      new Declared(
          "SmallVgg",
          "3, 18, 19",
          """
          @Use(block = Conv3.class, width = 4, repeat = 2) @Pool(size = 2) Layer stage1();
          @Use(block = Conv3BatchNorm.class, width = 6, repeat = 2) @Pool(size = 2) Layer stage2();
          @Use(block = Conv3.class, width = 8, repeat = 3) @Pool(size = 2) Layer stage3();
          @Dense(units = 19) @Relu @Dropout Layer fc6();
          @Dense(units = 19) @Relu @Dropout Layer fc7();
          @Dense(units = 5) Layer fc8();
          """);

  /** Krizhevsky et al. 2012, figure 2. */
  private static final Declared ALEXNET =
      new Declared(
          "SmallAlexNet",
          "3, 67, 67",
          """
          @Conv(filters = 8, kernel = 11, stride = 4) @Relu
          @LocalResponseNorm(size = 5, alpha = 5e-4, beta = 0.75, k = 2) @Pool(size = 3, stride = 2) Layer c1();
          @Conv(filters = 12, kernel = 5, padding = 2, groups = 2) @Relu
          @LocalResponseNorm(size = 5, alpha = 5e-4, beta = 0.75, k = 2) Layer c2();
          @Conv(filters = 10, kernel = 3, padding = 1) @Relu Layer c3();
          @Conv(filters = 10, kernel = 3, padding = 1, groups = 2) @Relu Layer c4();
          @Conv(filters = 8, kernel = 3, padding = 1, groups = 2) @Relu @Pool(size = 3, stride = 2) Layer c5();
          @Dense(units = 21) @Relu @Dropout Layer fc6();
          @Dense(units = 21) @Relu @Dropout Layer fc7();
          @Dense(units = 5) Layer fc8();
          """);

  /** All of them. */
  static final List<Declared> NETWORKS =
      List.of(
          RESNET_BASIC,
          RESNET_BOTTLENECK,
          RESNET_CIFAR,
          GOOGLENET,
          MOBILENET_V2,
          EFFICIENTNET,
          DENSENET,
          SQUEEZENET,
          VGG,
          ALEXNET);

  private Literature() {}
}
