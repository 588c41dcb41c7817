package dev.conform.tests.literature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.LeNet5Model;
import dev.conform.examples.SimpleCnnModel;
import dev.conform.examples.alexnet.AlexNetModel;
import dev.conform.examples.alexnet.AlexNetTorchvisionModel;
import dev.conform.examples.densenet.DenseNet121Model;
import dev.conform.examples.efficientnet.EfficientNetB0Model;
import dev.conform.examples.efficientnet.EfficientNetB1Model;
import dev.conform.examples.efficientnet.EfficientNetB2Model;
import dev.conform.examples.efficientnet.EfficientNetB3Model;
import dev.conform.examples.efficientnet.EfficientNetB4Model;
import dev.conform.examples.efficientnet.EfficientNetB5Model;
import dev.conform.examples.efficientnet.EfficientNetB6Model;
import dev.conform.examples.efficientnet.EfficientNetB7Model;
import dev.conform.examples.googlenet.GoogLeNetModel;
import dev.conform.examples.googlenet.GoogLeNetTorchvisionModel;
import dev.conform.examples.googlenet.GoogLeNetWithHeadsModel;
import dev.conform.examples.lenet.LeNet5PublishedModel;
import dev.conform.examples.lenet.LeNet5SparseModel;
import dev.conform.examples.mobilenet.MobileNetV2Model;
import dev.conform.examples.resnet.ResNet101Model;
import dev.conform.examples.resnet.ResNet152Model;
import dev.conform.examples.resnet.ResNet18CifarModel;
import dev.conform.examples.resnet.ResNet18Model;
import dev.conform.examples.resnet.ResNet20CifarModel;
import dev.conform.examples.resnet.ResNet34Model;
import dev.conform.examples.resnet.ResNet50Model;
import dev.conform.examples.resnet.ResNet50V1Model;
import dev.conform.examples.squeezenet.SqueezeNet11Model;
import dev.conform.examples.vgg.Vgg11BatchNormModel;
import dev.conform.examples.vgg.Vgg11Model;
import dev.conform.examples.vgg.Vgg13BatchNormModel;
import dev.conform.examples.vgg.Vgg13Model;
import dev.conform.examples.vgg.Vgg16BatchNormModel;
import dev.conform.examples.vgg.Vgg16Model;
import dev.conform.examples.vgg.Vgg19BatchNormModel;
import dev.conform.examples.vgg.Vgg19Model;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.data.Dataset;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Trainer;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each network takes one step of training and makes one inference, one image at a time. */
class RunTest {

  /** LeCun et al. 1998, table I leaves out 36 of 96 kernels of 5×5; memory holds their zeros. */
  private static final long UNCONNECTED = 36 * 25;

  /** Published counts of trained parameters. */
  static Stream<Arguments> networks() {
    return Stream.of(
        network("LeNet5Published", 60_840 + UNCONNECTED, LeNet5PublishedModel::builder),
        network("LeNet5Sparse", 60_806 + UNCONNECTED, LeNet5SparseModel::builder),
        network("LeNet5", 61_706, LeNet5Model::builder),
        network("SimpleCnn", 94_762, SimpleCnnModel::builder),
        network("AlexNet", 60_965_224, AlexNetModel::builder),
        network("AlexNetTorchvision", 61_100_840, AlexNetTorchvisionModel::builder),
        network("Vgg11", 132_863_336, Vgg11Model::builder),
        network("Vgg11BatchNorm", 132_868_840, Vgg11BatchNormModel::builder),
        network("Vgg13", 133_047_848, Vgg13Model::builder),
        network("Vgg13BatchNorm", 133_053_736, Vgg13BatchNormModel::builder),
        network("Vgg16", 138_357_544, Vgg16Model::builder),
        network("Vgg16BatchNorm", 138_365_992, Vgg16BatchNormModel::builder),
        network("Vgg19", 143_667_240, Vgg19Model::builder),
        network("Vgg19BatchNorm", 143_678_248, Vgg19BatchNormModel::builder),
        network("GoogLeNet", 6_998_552, GoogLeNetModel::builder),
        network("GoogLeNetWithHeads", 13_378_280, GoogLeNetWithHeadsModel::builder),
        network("GoogLeNetTorchvision", 6_624_904, GoogLeNetTorchvisionModel::builder),
        network("ResNet20Cifar", 269_722, ResNet20CifarModel::builder),
        network("ResNet18Cifar", 11_173_962, ResNet18CifarModel::builder),
        network("ResNet18", 11_689_512, ResNet18Model::builder),
        network("ResNet34", 21_797_672, ResNet34Model::builder),
        network("ResNet50", 25_557_032, ResNet50Model::builder),
        network("ResNet50V1", 25_557_032, ResNet50V1Model::builder),
        network("ResNet101", 44_549_160, ResNet101Model::builder),
        network("ResNet152", 60_192_808, ResNet152Model::builder),
        network("MobileNetV2", 3_504_872, MobileNetV2Model::builder),
        network("DenseNet121", 7_978_856, DenseNet121Model::builder),
        network("SqueezeNet11", 1_235_496, SqueezeNet11Model::builder));
  }

  /** In training these drop whole blocks, which get no gradient then. */
  static Stream<Arguments> networksOfStochasticDepth() {
    return Stream.of(
        network("EfficientNetB0", 5_288_548, EfficientNetB0Model::builder),
        network("EfficientNetB1", 7_794_184, EfficientNetB1Model::builder),
        network("EfficientNetB2", 9_109_994, EfficientNetB2Model::builder),
        network("EfficientNetB3", 12_233_232, EfficientNetB3Model::builder),
        network("EfficientNetB4", 19_341_616, EfficientNetB4Model::builder),
        network("EfficientNetB5", 30_389_784, EfficientNetB5Model::builder),
        network("EfficientNetB6", 43_040_704, EfficientNetB6Model::builder),
        network("EfficientNetB7", 66_347_960, EfficientNetB7Model::builder));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void trainsAndInfers(Supplier<ModelBuilder<? extends Model>> builder, long parameters) {
    try (Model model = builder.get().batchSize(1).seed(1).build()) {
      train(model, parameters);

      List<String> without =
          trained(model).filter(p -> !hasGradient(p)).map(Parameter::name).toList();
      assertEquals(List.of(), without, "parameters without a gradient");
      infer(model);
    }
  }

  @ParameterizedTest
  @MethodSource("networksOfStochasticDepth")
  void trainsAndInfersWithoutSomeBlocks(
      Supplier<ModelBuilder<? extends Model>> builder, long parameters) {
    try (Model model = builder.get().batchSize(1).seed(1).build()) {
      train(model, parameters);

      assertTrue(
          trained(model).filter(p -> !p.name().startsWith("stage")).allMatch(RunTest::hasGradient));
      infer(model);
    }
  }

  private static Arguments network(
      String name, long parameters, Supplier<ModelBuilder<? extends Model>> builder) {
    return Arguments.of(Named.of(name, builder), parameters);
  }

  private static void train(Model model, long parameters) {
    assertEquals(parameters, trained(model).mapToLong(Parameter::size).sum());
    Dataset one =
        ImageDataset.ofFloats(
            model.inputShape(),
            image(model),
            Targets.ofLabels(new int[] {3}, model.outputShape().size()));

    double loss =
        Trainer.of(model)
            .loss(Losses.crossEntropy())
            .optimizer(Sgd.of(1e-3))
            .epochs(1)
            .unshuffled()
            .fit(one)
            .last()
            .trainLoss();

    assertTrue(Double.isFinite(loss), () -> "loss " + loss);
    assertTrue(model.firstNonFinite().isEmpty(), () -> model.firstNonFinite().toString());
  }

  private static void infer(Model model) {
    float[] output = model.forward(image(model), Mode.INFERENCE);

    assertEquals(model.outputShape().size(), output.length);
    assertTrue(isFinite(output));
    assertTrue(IntStream.range(1, output.length).anyMatch(i -> output[i] != output[0]));
  }

  private static Stream<Parameter> trained(Model model) {
    return model.parameters().stream().filter(Parameter::isTrained);
  }

  private static boolean hasGradient(Parameter parameter) {
    float[] gradient = parameter.gradient();
    boolean any = false;
    for (float value : gradient) {
      any |= value != 0;
    }
    return any && isFinite(gradient);
  }

  private static boolean isFinite(float[] values) {
    boolean finite = true;
    for (float value : values) {
      finite &= Float.isFinite(value);
    }
    return finite;
  }

  private static float[] image(Model model) {
    Random random = new Random(1);
    float[] image = new float[model.inputShape().size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }
    return image;
  }
}
