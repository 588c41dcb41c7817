package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Backend;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.reference.ReferenceConv2d;
import dev.conform.runtime.kernel.reference.ReferenceDense;
import java.lang.foreign.Arena;
import java.util.Random;

/** What another JVM runs: tells the chosen implementations and tries them. */
final class Probe {

  private Probe() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(Backend.chosen());
    int depth = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    // A thread of the default stack size, as an application's would be.
    Thread user = new Thread(() -> descend(depth));
    user.setUncaughtExceptionHandler(
        (thread, thrown) -> {
          thrown.printStackTrace();
          System.exit(1);
        });
    user.start();
    user.join();
    System.out.println("all right");
  }

  /** Uses some of the stack first. */
  private static void descend(int depth) {
    if (depth > 0) {
      descend(depth - 1);
    } else {
      convolve(Algorithm.IM2COL);
      convolve(Algorithm.DIRECT);
      convolve(Algorithm.WINOGRAD);
      multiply(64, 400, 120);
      multiply(130, 257, 1030);
    }
  }

  private static void convolve(Algorithm algorithm) {
    Random random = new Random(1);
    Conv2d conv =
        Conv2d.of(16, 14, 14).filters(32).kernel(3, 3).padding(1, 1, 1, 1).algorithm(algorithm);
    try (Arena arena = Arena.ofShared()) {
      Values input = Values.images(arena, 3, 16, 196).random(random);
      Values weight = Values.weights(arena, 32, 16, 9).random(random);
      Values output = Values.images(arena, 3, 32, 196);
      ReferenceConv2d.forward(
          output.reference(), input.reference(), weight.reference(), new double[0], conv, 3);
      Tensor workspace =
          new Tensor(
              arena.allocate(
                  4 * (Kernels.sharedFloats(conv) + 2 * Kernels.workspaceFloats(conv)), 64));
      new Kernels(2, workspace)
          .conv2dForward(
              output.tensor(),
              input.tensor(),
              weight.tensor(),
              Tensor.NONE,
              conv,
              Activation.IDENTITY,
              0,
              3);
      output.assertEqualsReference("convolution", 10L * conv.patch());
    }
  }

  private static void multiply(int batch, int inputs, int units) {
    Random random = new Random(2);
    try (Arena arena = Arena.ofShared()) {
      Values input = Values.images(arena, batch, inputs, 1).random(random);
      Values weight = Values.weights(arena, units, inputs, 1).random(random);
      Values output = Values.images(arena, batch, units, 1);
      ReferenceDense.forward(
          output.reference(),
          input.reference(),
          weight.reference(),
          new double[0],
          inputs,
          units,
          batch);
      new Kernels(2, Tensor.NONE)
          .denseForward(
              output.tensor(),
              input.tensor(),
              weight.tensor(),
              Tensor.NONE,
              inputs,
              units,
              Activation.IDENTITY,
              0,
              batch);
      output.assertEqualsReference("product", inputs);
    }
  }
}
