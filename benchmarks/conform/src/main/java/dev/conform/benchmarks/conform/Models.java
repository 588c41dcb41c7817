package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.Network;
import dev.conform.examples.LeNet5Model;
import dev.conform.examples.SimpleCnnModel;
import dev.conform.examples.alexnet.AlexNetTorchvisionModel;
import dev.conform.examples.efficientnet.EfficientNetB0Model;
import dev.conform.examples.googlenet.GoogLeNetTorchvisionModel;
import dev.conform.examples.resnet.ResNet18CifarModel;
import dev.conform.examples.resnet.ResNet50Model;
import dev.conform.examples.vgg.Vgg16Model;
import dev.conform.runtime.ModelBuilder;

/** The generated classes. */
final class Models {

  private Models() {}

  static ModelBuilder<?> builder(Network network) {
    return switch (network) {
      case LENET5 -> LeNet5Model.builder();
      case SIMPLECNN -> SimpleCnnModel.builder();
      case RESNET18_CIFAR -> ResNet18CifarModel.builder();
      case ALEXNET -> AlexNetTorchvisionModel.builder();
      case VGG16 -> Vgg16Model.builder();
      case GOOGLENET -> GoogLeNetTorchvisionModel.builder();
      case RESNET50 -> ResNet50Model.builder();
      case EFFICIENTNET_B0 -> EfficientNetB0Model.builder();
    };
  }
}
