package dev.conform.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The networks of the race. */
public enum Network {
  /** LeNet-5. */
  LENET5("LeNet5", 1, 32, 10, 416_520L, 64),
  /** The tutorial's network. */
  SIMPLECNN("SimpleCnn", 3, 32, 10, 10_323_200L, 64),
  /** ResNet-18 for CIFAR-10. */
  RESNET18_CIFAR("ResNet18Cifar", 3, 32, 10, 555_422_720L, 64),
  /** AlexNet as torchvision has it. */
  ALEXNET("AlexNetTorchvision", 3, 224, 1000, 714_188_480L, 8),
  /** VGG-16. */
  VGG16("Vgg16", 3, 224, 1000, 15_470_264_320L, 4),
  /** GoogLeNet as torchvision has it. */
  GOOGLENET("GoogLeNetTorchvision", 3, 224, 1000, 1_498_376_192L, 8),
  /** ResNet-50. */
  RESNET50("ResNet50", 3, 224, 1000, 4_089_184_256L, 8),
  /** EfficientNet-B0. */
  EFFICIENTNET_B0("EfficientNetB0", 3, 224, 1000, 385_814_752L, 8);

  private final String title;
  private final int channels;
  private final int side;
  private final int classes;
  private final long macs;
  private final int batch;

  Network(String title, int channels, int side, int classes, long macs, int batch) {
    this.title = title;
    this.channels = channels;
    this.side = side;
    this.classes = classes;
    this.macs = macs;
    this.batch = batch;
  }

  /**
   * Finds a network by its title, in capitals or not.
   *
   * @param title as {@link #title()}
   * @return the network
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static Network of(String title) {
    return Arrays.stream(values())
        .filter(network -> network.title.equalsIgnoreCase(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown network \"%s\"; there are %s"
                        .formatted(
                            title,
                            String.join(
                                ", ", Arrays.stream(values()).map(Network::title).toList()))));
  }

  /**
   * Returns the name of Conform's declaration.
   *
   * @return for example {@code LeNet5}
   */
  public String title() {
    return title;
  }

  /**
   * Returns the shape of a batch of images.
   *
   * @param images how many
   * @return images, channels, height, width
   */
  public long[] shape(int images) {
    return new long[] {images, channels, side, side};
  }

  /**
   * Returns the number of values of one image.
   *
   * @return channels · height · width
   */
  public int imageSize() {
    return channels * side * side;
  }

  /**
   * Returns the number of scores for an image.
   *
   * @return the number of classes
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns the floating-point operations of a forward pass: two for each multiplication and
   * addition that the declaration's {@code @Expect(macs)} states and javac checks.
   *
   * @return for one image
   */
  public double flops() {
    return 2.0 * macs;
  }

  /**
   * Returns the batch size of training and of inference in batches.
   *
   * @return the number of images
   */
  public int batch() {
    return batch;
  }

  /**
   * Writes the network down.
   *
   * @param writer takes the layers
   * @param image name of the input
   * @return the name of the scores
   */
  public String write(GraphWriter writer, String image) {
    Flow flow = new Flow(writer, image);
    Flow scores =
        switch (this) {
          case LENET5 -> Architectures.leNet5(flow);
          case SIMPLECNN -> Architectures.simpleCnn(flow);
          case RESNET18_CIFAR -> Architectures.resNet18Cifar(flow);
          case ALEXNET -> Architectures.alexNet(flow);
          case VGG16 -> Architectures.vgg16(flow);
          case GOOGLENET -> Architectures.googLeNet(flow);
          case RESNET50 -> Architectures.resNet50(flow);
          case EFFICIENTNET_B0 -> Architectures.efficientNetB0(flow);
        };
    return scores.name();
  }

  /**
   * Names the files that the engines make of this network.
   *
   * @param suffix of the file, for example {@code .onnx}
   * @return its name
   */
  public String file(String suffix) {
    return title + suffix;
  }

  /**
   * Returns all networks.
   *
   * @return in the order of the table
   */
  public static List<Network> all() {
    return List.of(values());
  }
}
