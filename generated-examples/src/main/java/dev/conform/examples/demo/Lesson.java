package dev.conform.examples.demo;

import dev.conform.examples.DigitsNet;
import dev.conform.examples.DigitsNetModel;
import dev.conform.examples.LeNet5;
import dev.conform.examples.LeNet5Model;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.data.Idx;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network and what it learns from.
 *
 * @param network the declaration
 * @param builder of the class made from it
 * @param fileName for the weights
 * @param data a name for the data
 * @param train images to learn from
 * @param validation images to look at after each epoch
 * @param test images that are seen once, at the end
 * @param pictures the test images as they were before padding and normalisation
 * @param epochs how often to go through the training images
 */
record Lesson(
    Class<?> network,
    ModelBuilder<? extends Model> builder,
    String fileName,
    String data,
    ImageDataset train,
    ImageDataset validation,
    ImageDataset test,
    ImageDataset pictures,
    int epochs) {

  private static final int CLASSES = 10;
  private static final int MNIST_EPOCHS = 8;
  private static final int MNIST_VALIDATION = 5_000;
  private static final int LENET_BORDER = 2; // 28×28 images in the middle of 32×32
  private static final int DIGITS_EPOCHS = 15;
  private static final double DIGITS_TEST = 0.2;
  private static final double DIGITS_VALIDATION = 0.1;
  private static final long SPLIT_SEED = 1998;

  /**
   * LeNet-5 on MNIST.
   *
   * @param directory with the four files, plain or packed by gzip
   */
  static Lesson mnist(Path directory) throws IOException, UserException {
    ImageDataset all = read(directory, MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS);
    ImageDataset pictures = read(directory, MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);
    ImageDataset padded = all.pad(LENET_BORDER);
    Normalization normalization = Normalization.measure(padded);
    ImageDataset ready = padded.normalize(normalization);
    int cut = Math.max(1, all.size() - MNIST_VALIDATION);
    return new Lesson(
        LeNet5.class,
        LeNet5Model.builder(),
        "lenet5.safetensors",
        "MNIST",
        ready.range(0, cut),
        ready.range(cut, all.size()),
        pictures.pad(LENET_BORDER).normalize(normalization),
        pictures,
        MNIST_EPOCHS);
  }

  /** A small network on the digits that come with the demo. */
  static Lesson digits() throws IOException {
    ImageDataset.Split outer = EmbeddedDigits.read().split(1 - DIGITS_TEST, SPLIT_SEED);
    ImageDataset pictures = outer.second();
    Normalization normalization = Normalization.measure(outer.first());
    ImageDataset.Split inner =
        outer.first().normalize(normalization).split(1 - DIGITS_VALIDATION, SPLIT_SEED);
    return new Lesson(
        DigitsNet.class,
        DigitsNetModel.builder(),
        "digitsnet.safetensors",
        "the UCI optical digits",
        inner.first(),
        inner.second(),
        pictures.normalize(normalization),
        pictures,
        DIGITS_EPOCHS);
  }

  private static ImageDataset read(Path directory, MnistFile images, MnistFile labels)
      throws IOException, UserException {
    return Idx.read(find(directory, images), find(directory, labels), CLASSES);
  }

  private static Path find(Path directory, MnistFile file) throws UserException {
    Path plain = directory.resolve(file.fileName());
    Path packed = directory.resolve(file.fileName() + ".gz");
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    if (Files.isRegularFile(packed)) {
      return packed;
    }
    throw new UserException(
        "%s has neither %s nor %s.gz".formatted(directory, file.fileName(), file.fileName()));
  }
}
