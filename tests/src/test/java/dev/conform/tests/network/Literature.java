package dev.conform.tests.network;

import dev.conform.examples.DigitsNet;
import dev.conform.examples.LeNet5;
import dev.conform.examples.SimpleCnn;
import dev.conform.examples.alexnet.AlexNet;
import dev.conform.examples.alexnet.AlexNetTorchvision;
import dev.conform.examples.densenet.DenseNet121;
import dev.conform.examples.efficientnet.EfficientNetB0;
import dev.conform.examples.efficientnet.EfficientNetB1;
import dev.conform.examples.googlenet.GoogLeNet;
import dev.conform.examples.googlenet.GoogLeNetTorchvision;
import dev.conform.examples.googlenet.GoogLeNetWithHeads;
import dev.conform.examples.lenet.LeNet5Published;
import dev.conform.examples.lenet.LeNet5Sparse;
import dev.conform.examples.mobilenet.MobileNetV2;
import dev.conform.examples.resnet.ResNet18;
import dev.conform.examples.resnet.ResNet18Cifar;
import dev.conform.examples.resnet.ResNet20Cifar;
import dev.conform.examples.resnet.ResNet50;
import dev.conform.examples.resnet.ResNet50V1;
import dev.conform.examples.squeezenet.SqueezeNet11;
import dev.conform.examples.vgg.Vgg16;
import dev.conform.examples.vgg.Vgg16BatchNorm;
import java.util.List;

/**
 * The networks of the literature as the examples declare them, layer by layer and block by block,
 * only narrower and for smaller images: those of each family that have blocks, joins or outputs
 * which the others do not have.
 */
final class Literature {

  static final List<Declared> NETWORKS =
      List.of(
          new Declared(DigitsNet.class, "1, 8, 8", 1),
          new Declared(SimpleCnn.class, "3, 16, 17", 4),
          new Declared(LeNet5.class, "1, 32, 32", 1),
          new Declared(LeNet5Published.class, "1, 32, 32", 1),
          new Declared(LeNet5Sparse.class, "1, 32, 32", 1),
          new Declared(AlexNet.class, "3, 67, 71", 8),
          new Declared(AlexNetTorchvision.class, "3, 63, 67", 8),
          new Declared(Vgg16.class, "3, 32, 35", 8),
          new Declared(Vgg16BatchNorm.class, "3, 64, 67", 16),
          new Declared(GoogLeNet.class, "3, 64, 61", 8),
          new Declared(GoogLeNetWithHeads.class, "3, 80, 79", 8),
          new Declared(GoogLeNetTorchvision.class, "3, 64, 61", 8),
          new Declared(ResNet18.class, "3, 48, 64", 8),
          new Declared(ResNet50.class, "3, 48, 64", 8),
          new Declared(ResNet50V1.class, "3, 48, 64", 8),
          new Declared(ResNet18Cifar.class, "3, 16, 17", 8),
          new Declared(ResNet20Cifar.class, "3, 16, 17", 1),
          new Declared(MobileNetV2.class, "3, 48, 64", 4),
          new Declared(DenseNet121.class, "3, 64, 96", 8),
          new Declared(SqueezeNet11.class, "3, 47, 50", 8),
          new Declared(EfficientNetB0.class, "3, 64, 48", 4),
          new Declared(EfficientNetB1.class, "3, 48, 64", 4));

  private Literature() {}
}
