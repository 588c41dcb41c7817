package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Window;
import dev.conform.runtime.kernel.reference.ReferenceActivation;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.runtime.kernel.reference.ReferencePool2d;
import dev.conform.tests.kernel.ConvolutionTest.Case;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A convolution whose result a pool or a depthwise convolution reads while it is made, against the
 * reference's operations one after the other.
 */
class BandTest {

  /** Of a band, in floats. */
  private static final long BAND = 131_072;

  record Task(Conv2d conv, Window window, int batch) {

    int outHeight() {
      return out(
          conv.outHeight(),
          window.padTop() + window.padBottom(),
          window.kernelH(),
          window.strideH(),
          window.dilationH());
    }

    int outWidth() {
      return out(
          conv.outWidth(),
          window.padLeft() + window.padRight(),
          window.kernelW(),
          window.strideW(),
          window.dilationW());
    }

    private static int out(int size, int padding, int taps, int stride, int dilation) {
      return (size + padding - (taps - 1) * dilation - 1) / stride + 1;
    }

    /** Tells whether an image is made in several bands. */
    boolean hasBands() {
      return (long) conv.outHeight() * conv.outWidth() * conv.outChannels() > BAND;
    }
  }

  static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    // LeNet-5's first layer, two pixels at a time; ResNet's and EfficientNet's in small.
    tasks.add(new Task(direct(1, 32, 32, 6).kernel(5, 5), Window.of(2, 2).stride(2, 2), 3));
    tasks.add(
        new Task(
            direct(3, 31, 29, 32).kernel(7, 7).stride(2, 2).padding(3, 3, 3, 3),
            Window.of(3, 3).stride(2, 2).padding(1, 1, 1, 1),
            2));
    tasks.add(
        new Task(pointwise(16, 20, 18, 96), Window.of(3, 3).stride(2, 2).padding(1, 1, 1, 1), 3));
    // Several bands, with rows in common, with none, and with rows between them that nobody reads.
    tasks.add(new Task(pointwise(3, 60, 64, 48), Window.of(5, 5).padding(2, 2, 2, 2), 2));
    tasks.add(new Task(direct(2, 62, 70, 40).kernel(2, 2), Window.of(3, 3).stride(3, 3), 2));
    tasks.add(new Task(pointwise(2, 90, 64, 40), Window.of(2, 1).stride(5, 1), 1));
    // One row of windows needs more than a band should have.
    tasks.add(
        new Task(
            pointwise(1, 21, 100, 130), Window.of(7, 3).dilation(3, 1).padding(2, 1, 3, 1), 2));
    // Groups; taps that do not lie together.
    tasks.add(
        new Task(
            direct(6, 9, 11, 10).kernel(3, 3).groups(2).padding(1, 0, 1, 2),
            Window.of(2, 3).stride(1, 2),
            2));
    tasks.add(
        new Task(
            direct(4, 13, 12, 7).kernel(3, 2).dilation(2, 3),
            Window.of(3, 2).dilation(1, 2).padding(1, 1, 0, 0),
            3));
    Random random = new Random(71);
    for (int i = 0; i < 30; i++) {
      int kernel = 1 + random.nextInt(3);
      Conv2d shape =
          direct(
                  1 + random.nextInt(20),
                  6 + random.nextInt(20),
                  6 + random.nextInt(20),
                  1 + random.nextInt(80))
              .kernel(kernel, kernel)
              .stride(1 + random.nextInt(2), 1);
      int taps = 1 + random.nextInt(3);
      Window window =
          Window.of(taps, 1 + random.nextInt(3))
              .stride(1 + random.nextInt(3), 1 + random.nextInt(3));
      tasks.add(
          new Task(shape, taps == 3 ? window.padding(1, 0, 1, 0) : window, 1 + random.nextInt(4)));
    }
    return tasks;
  }

  private static Conv2d direct(int channels, int height, int width, int filters) {
    return Conv2d.of(channels, height, width).filters(filters).algorithm(Algorithm.DIRECT);
  }

  private static Conv2d pointwise(int channels, int height, int width, int filters) {
    return direct(channels, height, width, filters).algorithm(Algorithm.POINTWISE);
  }

  private static Activation activation(Random random) {
    Activation[] all = {
      Activation.RELU, Activation.LEAKY_RELU, Activation.SILU, Activation.IDENTITY
    };
    return all[random.nextInt(all.length)];
  }

  @Test
  void someOfTheTasksTakeSeveralBands() {
    assertTrue(tasks().stream().filter(Task::hasBands).count() >= 4);
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void aPoolTakesTheLargestOfWhatIsMade(Setup setup) {
    Random random = new Random(72);
    for (Task task : tasks()) {
      try (Arena arena = Arena.ofConfined()) {
        Conv2d conv = task.conv();
        Activation f = activation(random);
        Made made = new Made(arena, task, f, random);
        Pool2d pool =
            new Pool2d(
                conv.outChannels(),
                conv.outHeight(),
                conv.outWidth(),
                task.outHeight(),
                task.outWidth(),
                task.window(),
                true);
        Values output =
            Values.images(
                    arena, task.batch(), conv.outChannels(), task.outHeight() * task.outWidth())
                .filled(Float.NaN);
        ReferencePool2d.maxForward(
            output.reference(), new int[output.size()], made.values, pool, task.batch());
        Kernels kernels = setup.kernels(arena, conv, task.window());
        Prepared prepared = made.prepared(kernels);
        kernels.conv2dMaxPoolForwardPrepared(
            output.tensor(), made.data.input.tensor(), prepared, conv, f, 0.1f, pool, task.batch());
        output.assertEqualsReference(
            "%s, %s, %s, %s".formatted(task, pool, f, setup),
            ConvolutionTest.terms(conv.patch(), conv));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.conform.tests.kernel.Setup#ALL")
  void aDepthwiseConvolutionReadsWhatIsMade(Setup setup) {
    Random random = new Random(73);
    for (Task task : tasks()) {
      try (Arena arena = Arena.ofConfined()) {
        Conv2d conv = task.conv();
        Activation f = activation(random);
        Activation last = activation(random);
        Made made = new Made(arena, task, f, random);
        int channels = conv.outChannels();
        Conv2d depthwise =
            new Conv2d(
                channels,
                conv.outHeight(),
                conv.outWidth(),
                channels,
                task.window(),
                channels,
                Algorithm.DIRECT);
        Case data = new Case(arena, depthwise, task.batch(), random);
        Values output = data.output().filled(Float.NaN);
        double[] sums = new double[output.size()];
        ReferenceConv2d.forward(
            sums,
            made.values,
            data.weight.reference(),
            data.bias.reference(),
            depthwise,
            task.batch());
        ReferenceActivation.forward(output.reference(), sums, last, 0.2f);
        Kernels kernels = setup.kernels(arena, conv, task.window());
        Prepared prepared = made.prepared(kernels);
        Prepared second = new Prepared(arena, depthwise, task.batch(), false);
        kernels.conv2dPrepare(second, data.weight.tensor(), data.bias.tensor(), depthwise);
        kernels.conv2dDepthwiseForwardPrepared(
            output.tensor(),
            made.data.input.tensor(),
            prepared,
            conv,
            f,
            0.1f,
            second,
            depthwise,
            last,
            0.2f,
            task.batch());
        long terms = ConvolutionTest.terms((long) conv.patch() * depthwise.patch(), conv);
        output.assertEqualsReference("%s, %s, %s, %s".formatted(task, f, last, setup), terms);
      }
    }
  }

  @Test
  void refusesShapesThatDoNotFitTogether() {
    Setup setup = Setup.ALL.get(0);
    try (Arena arena = Arena.ofConfined()) {
      Task task = new Task(pointwise(4, 6, 6, 8), Window.of(3, 3), 1);
      Made made = new Made(arena, task, Activation.RELU, new Random(74));
      Kernels kernels = setup.kernels(arena, task.conv(), task.window());
      Prepared prepared = made.prepared(kernels);
      Pool2d pool = Pool2d.of(8, 5, 6).size(3, 3).output(3, 4);
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  kernels.conv2dMaxPoolForwardPrepared(
                      made.data.input.tensor(),
                      made.data.input.tensor(),
                      prepared,
                      task.conv(),
                      Activation.RELU,
                      0,
                      pool,
                      1));
      assertEquals(
          "conv2dMaxPoolForwardPrepared: %s does not make what %s reads"
              .formatted(task.conv(), pool),
          thrown.getMessage());
    }
  }

  /** A convolution's operands, and what the reference makes of them. */
  private static final class Made {
    private final Arena arena;
    private final Task task;
    private final Case data;
    private final double[] values;

    Made(Arena arena, Task task, Activation f, Random random) {
      this.arena = arena;
      this.task = task;
      this.data = new Case(arena, task.conv(), task.batch(), random);
      double[] sums = new double[data.output().size()];
      ReferenceConv2d.forward(
          sums,
          data.input.reference(),
          data.weight.reference(),
          data.bias.reference(),
          task.conv(),
          task.batch());
      values = new double[sums.length];
      ReferenceActivation.forward(values, sums, f, 0.1f);
    }

    Prepared prepared(Kernels kernels) {
      Prepared prepared = new Prepared(arena, task.conv(), task.batch(), false);
      kernels.conv2dPrepare(prepared, data.weight.tensor(), data.bias.tensor(), task.conv());
      return prepared;
    }
  }
}
