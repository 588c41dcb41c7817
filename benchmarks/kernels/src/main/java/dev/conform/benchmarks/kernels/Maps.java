package dev.conform.benchmarks.kernels;

/** Square feature maps of networks, for what has no shape but that of its input. */
public enum Maps {
  /** Behind the first convolution of LeNet-5. */
  LENET5_C1(64, 6, 28),
  /** Behind the first convolution of ResNet-18 for CIFAR-10. */
  RESNET18_CIFAR_STAGE1(64, 64, 32),
  /** Behind the first convolution of the AlexNet of 2012. */
  ALEXNET_C1(8, 96, 55),
  /** Behind the third convolution of GoogLeNet. */
  GOOGLENET_CONV3(8, 192, 56),
  /** Behind the first convolution of ResNet-50. */
  RESNET50_STEM(8, 64, 112),
  /** Behind the first blocks of ResNet-50. */
  RESNET50_STAGE1(8, 256, 56),
  /** Behind the third blocks of ResNet-50. */
  RESNET50_STAGE3(8, 1024, 14),
  /** Behind the last blocks of ResNet-50. */
  RESNET50_STAGE4(8, 2048, 7),
  /** The same for one image. */
  RESNET50_STAGE4_ONE_IMAGE(1, 2048, 7),
  /** The widest maps of EfficientNet-B0. */
  EFFICIENTNET_STAGE2(8, 96, 112),
  /** Its narrowest. */
  EFFICIENTNET_STAGE6(8, 1152, 7),
  /** Between the blocks of ConvNeXt-T (Liu et al. 2022), at first. */
  CONVNEXT_STAGE1(8, 96, 56),
  /** In the last of them. */
  CONVNEXT_STAGE4(8, 768, 7);

  final int batch;
  final int channels;
  final int side;

  Maps(int batch, int channels, int side) {
    this.batch = batch;
    this.channels = channels;
    this.side = side;
  }

  long pixels() {
    return (long) side * side;
  }

  /** Returns the values of one image. */
  long size() {
    return channels * pixels();
  }

  /** Returns the values of all images. */
  long floats() {
    return batch * size();
  }
}
