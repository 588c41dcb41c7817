package dev.conform.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured, as it travels to the process of an engine. */
class TaskTest {

  private static final Path DIRECTORY = Path.of("some where", "networks");

  @ParameterizedTest
  @EnumSource
  void aNetworkTravelsOnACommandLine(Network network) {
    for (NetworkTask.Mode mode : NetworkTask.Mode.values()) {
      NetworkTask task = new NetworkTask(network, mode, 7, 3, DIRECTORY);
      assertEquals(task, Task.parse(task.arguments()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConvolutionTravelsOnACommandLine(ConvolutionTask.Direction direction) {
    for (Convolution shape : ConvolutionTask.shapes()) {
      ConvolutionTask task = new ConvolutionTask(shape, direction, 3, DIRECTORY);
      assertEquals(task, Task.parse(task.arguments()));
    }
  }

  @Test
  void anythingElseIsRefused() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Task.parse(List.of("sort", "7")));
    assertEquals("unknown task [sort, 7]", error.getMessage());
  }

  /** Three times the 416,520 multiply-accumulates of LeNet-5, two operations each. */
  @Test
  void aTrainingStepCountsThreeForwardPasses() {
    NetworkTask inference = task(NetworkTask.Mode.INFERENCE, 10);
    NetworkTask training = task(NetworkTask.Mode.TRAINING, 10);
    assertEquals(8_330_400, inference.flops());
    assertEquals(24_991_200, training.flops());
  }

  @Test
  void allEnginesGetTheSameImages() {
    float[] images = task(NetworkTask.Mode.TRAINING, 2).images();
    assertEquals(2 * 32 * 32, images.length);
    assertArrayEquals(images, task(NetworkTask.Mode.INFERENCE, 2).images());
    assertEquals(images.length, numbersOf(images).distinct().count(), "images repeat themselves");
    assertTrue(numbersOf(images).allMatch(value -> Math.abs(value) <= 1));
  }

  private static DoubleStream numbersOf(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  @Test
  void labelsAreClasses() {
    int[] labels = task(NetworkTask.Mode.TRAINING, 1_000).labels();
    assertEquals(10, Arrays.stream(labels).distinct().count());
    assertEquals(0, Arrays.stream(labels).min().orElseThrow());
    assertEquals(9, Arrays.stream(labels).max().orElseThrow());
  }

  private static NetworkTask task(NetworkTask.Mode mode, int batch) {
    return new NetworkTask(Network.LENET5, mode, batch, 2, DIRECTORY);
  }

  @Test
  void anUnknownNetworkIsAnsweredByThoseThereAre() {
    assertEquals(Network.RESNET50, Network.of("resnet50"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Network.of("LeNet6"));
    assertEquals(
        "unknown network \"LeNet6\"; there are LeNet5, SimpleCnn, ResNet18Cifar, AlexNetTorchvision, Vgg16, GoogLeNetTorchvision, ResNet50, EfficientNetB0",
        error.getMessage());
  }
}
