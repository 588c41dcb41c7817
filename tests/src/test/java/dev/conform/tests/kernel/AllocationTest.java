package dev.conform.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Backend;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Conv2d.Algorithm;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pad2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.Upsample2d;
import dev.conform.runtime.kernel.Upsample2d.Mode;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A step makes no objects: neither on the caller's thread nor on a worker's. It runs in a process
 * of its own, as an application does that runs one network.
 */
@Tag("alone")
class AllocationTest {

  private static final int BATCH = 8;
  private static final Activation[] ACTIVATIONS = Activation.values();
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @ParameterizedTest
  @CsvSource({"plain, openblas", "plain, java", "vector, openblas", "vector, java"})
  void aStepAllocatesNothing(String primitives, String gemm) {
    try (Arena arena = Arena.ofShared()) {
      Step step = new Step(arena, Backend.of(primitives, gemm).cutFinely());
      step.run();
      long[] workers =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("conform-worker-"))
              .mapToLong(Thread::threadId)
              .toArray();
      // Vectors are objects until the compiler has seen that they need not be.
      long end = System.nanoTime() + PATIENCE_NANOS;
      long allocated;
      do {
        for (int i = 0; i < 20; i++) {
          step.run();
        }
        // Looking makes objects too: as many as between two looks with nothing in between.
        long before = allocatedBytes(workers);
        long looking = allocatedBytes(workers) - before;
        before = allocatedBytes(workers);
        for (int i = 0; i < 5; i++) {
          step.run();
        }
        allocated = allocatedBytes(workers) - before - looking;
      } while (allocated > 0 && System.nanoTime() - end < 0);
      long last = allocated;
      assertTrue(last == 0, () -> "five steps made objects of " + last + " bytes");
    }
  }

  /** What the calling thread and all workers have allocated so far. */
  private static long allocatedBytes(long[] workers) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = threads.getCurrentThreadAllocatedBytes();
    for (long id : workers) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }

  /** A network's worth of calls, forward, backward and update. */
  private static final class Step {

    private final Conv2d first =
        Conv2d.of(1, 16, 16).filters(6).kernel(5, 5).algorithm(Algorithm.DIRECT);
    private final Conv2d second = Conv2d.of(6, 6, 6).filters(16).kernel(3, 3).padding(1, 1, 1, 1);
    private final Conv2d tiled =
        Conv2d.of(16, 6, 6)
            .filters(16)
            .kernel(3, 3)
            .padding(1, 1, 1, 1)
            .algorithm(Algorithm.WINOGRAD);
    private final Conv2d third =
        Conv2d.of(33, 4, 4).filters(33).groups(33).kernel(3, 3).padding(1, 1, 1, 1);
    private final Conv2d fourth =
        Conv2d.of(16, 6, 6).filters(16).groups(16).kernel(5, 5).padding(2, 2, 2, 2);
    private final Pool2d pool = Pool2d.of(6, 12, 12).size(2, 2).stride(2, 2).output(6, 6);
    private final Upsample2d upsample = Upsample2d.of(6, 6, 6).factor(2, 2).mode(Mode.BILINEAR);
    private final Pad2d pad = Pad2d.of(6, 6, 6).padding(1, 1, 1, 1).stride(2, 2).channels(13);
    private final Random random = new Random(1);
    private final Arena arena;
    private final Kernels kernels;
    private final Tensor image;
    private final Tensor firstWeight;
    private final Tensor firstOut;
    private final Tensor pooled;
    private final Tensor argmax;
    private final Tensor secondWeight;
    private final Tensor secondOut;
    private final Tensor tiledWeight;
    private final Tensor normed;
    private final Tensor channels;
    private final Tensor denseWeight;
    private final Tensor largeWeight;
    private final Tensor scores;
    private final Tensor gradient;
    private final Tensor state;

    Step(Arena arena, Backend backend) {
      this.arena = arena;
      long floats = Kernels.sharedFloats(tiled);
      for (Conv2d conv : List.of(first, second, third, fourth, tiled)) {
        floats = Math.max(floats, Kernels.sharedFloats(tiled) + 2 * Kernels.workspaceFloats(conv));
      }
      kernels = new Kernels(2, tensor(floats), backend);
      image = tensor(BATCH * 256);
      firstWeight = tensor(150);
      firstOut = tensor(BATCH * 144 * 6);
      pooled = tensor(BATCH * 36 * 6);
      argmax = tensor(BATCH * 36 * 6);
      secondWeight = tensor(9 * 6 * 16);
      secondOut = tensor(BATCH * 36 * 16);
      tiledWeight = tensor(9 * 16 * 16);
      normed = tensor(BATCH * 36 * 16);
      channels = tensor(6 * 16);
      denseWeight = tensor(576 * 10);
      largeWeight = tensor(576 * 500);
      scores = tensor(BATCH * 10);
      gradient = tensor(BATCH * 144 * 6);
      state = tensor(2 * 576 * 10);
    }

    private Tensor tensor(long floats) {
      Tensor tensor = new Tensor(arena.allocate(floats * Float.BYTES, 64));
      for (long i = 0; i < floats; i++) {
        tensor.set(i, random.nextFloat() * 0.2f);
      }
      return tensor;
    }

    void run() {
      Activation relu = Activation.RELU;
      kernels.conv2dForward(firstOut, image, firstWeight, Tensor.NONE, first, relu, 0, BATCH);
      kernels.maxPoolForward(pooled, argmax, firstOut, pool, BATCH);
      kernels.maxPoolForward(pooled, Tensor.NONE, firstOut, pool, BATCH);
      kernels.conv2dForward(
          secondOut, pooled, secondWeight, Tensor.NONE, second, Activation.IDENTITY, 0, BATCH);
      kernels.conv2dForward(
          normed, secondOut, tiledWeight, Tensor.NONE, tiled, Activation.TANH, 0, BATCH);
      kernels.conv2dBackwardWeight(tiledWeight, part(0), normed, secondOut, tiled, BATCH);
      kernels.conv2dBackwardInput(secondOut, normed, tiledWeight, tiled, true, BATCH);
      kernels.batchNormForwardTraining(
          normed, part(0), part(1), part(2), part(3), secondOut, gradient, part(4), part(5), 16, 36,
          0.1f, 1e-5f, relu, 0, BATCH);
      kernels.batchNormRecompute(
          normed, secondOut, gradient, part(0), part(1), part(4), part(5), 16, 36, relu, 0, BATCH);
      kernels.denseForward(
          scores, normed, denseWeight, Tensor.NONE, 576, 10, Activation.IDENTITY, 0, BATCH);
      kernels.denseForward(
          firstOut, normed, largeWeight, Tensor.NONE, 576, 500, Activation.IDENTITY, 0, BATCH);
      kernels.conv2dForward(
          normed, secondOut, tiledWeight, Tensor.NONE, fourth, Activation.SILU, 0, BATCH);
      kernels.interleave(firstOut, 0, image, 500);
      kernels.softmaxForward(scores, scores, 10, 1, BATCH);
      kernels.softmaxBackward(scores, scores, scores, 10, 1, false, BATCH);
      kernels.denseBackwardWeight(state, Tensor.NONE, scores, normed, 576, 10, BATCH);
      kernels.denseBackwardInput(gradient, scores, denseWeight, 576, 10, false, BATCH);
      kernels.activationBackward(gradient, gradient, normed, relu, 0, 576, false, BATCH);
      for (Activation f : ACTIVATIONS) {
        kernels.activationForward(normed, secondOut, f, 0, 576, BATCH);
        kernels.activationBackward(gradient, gradient, normed, f, 0, 576, false, BATCH);
      }
      kernels.dropoutBackward(gradient, gradient, 0.5f, 7, 576, false, BATCH);
      kernels.batchNormBackward(
          normed, firstOut, part(0), part(1), gradient, normed, secondOut, part(2), part(3),
          part(4), part(5), 16, 36, relu, 0, false, true, BATCH);
      kernels.conv2dBackwardWeight(secondWeight, part(0), normed, pooled, second, BATCH);
      kernels.conv2dBackwardInput(pooled, normed, secondWeight, second, false, BATCH);
      kernels.conv2dForward(
          firstOut, secondOut, secondWeight, channels, third, Activation.SILU, 0, BATCH);
      kernels.conv2dBackwardWeight(secondWeight, channels, firstOut, secondOut, third, BATCH);
      kernels.conv2dBackwardInput(secondOut, firstOut, secondWeight, third, false, BATCH);
      kernels.maxPoolBackward(gradient, pooled, argmax, pool, false, BATCH);
      kernels.conv2dBackwardWeight(firstWeight, Tensor.NONE, gradient, image, first, BATCH);
      kernels.addForward(normed, normed, secondOut, relu, 0, 576, BATCH);
      kernels.copyGradient(gradient, normed, 576, true, BATCH);
      kernels.concatForward(firstOut, pooled, 2, 6, 24, 36, BATCH);
      kernels.concatBackward(pooled, firstOut, 2, 6, 24, 36, true, BATCH);
      kernels.channelScaleForward(normed, normed, scores, 10, 36, BATCH);
      kernels.channelScaleBackward(
          normed, scores, normed, secondOut, scores, 10, 36, false, true, BATCH);
      kernels.localResponseNormForward(normed, secondOut, 16, 36, 5, 1e-4f, 0.75f, 1, BATCH);
      kernels.localResponseNormBackward(
          gradient, gradient, secondOut, normed, 16, 36, 5, 1e-4f, 0.75f, 1, false, BATCH);
      kernels.layerNormForward(
          normed, secondOut, part(0), part(1), 16, 36, 1e-5f, Activation.IDENTITY, 0, BATCH);
      kernels.layerNormBackward(
          gradient, part(0), part(1), normed, secondOut, part(2), 16, 36, 1e-5f, false, BATCH);
      kernels.groupNormForward(
          normed, secondOut, part(0), part(1), 16, 36, 4, 1e-5f, relu, 0, BATCH);
      kernels.groupNormBackward(
          gradient, part(0), part(1), normed, secondOut, part(2), 16, 36, 4, 1e-5f, false, BATCH);
      kernels.scaleForward(normed, secondOut, part(0), part(1), 16, 36, relu, 0, BATCH);
      kernels.scaleBackward(
          gradient, part(0), part(1), normed, secondOut, part(2), 16, 36, false, BATCH);
      kernels.stochasticDepthForward(normed, secondOut, 0.5f, 3, 576, BATCH);
      kernels.stochasticDepthBackward(gradient, normed, 0.5f, 3, 576, true, BATCH);
      kernels.upsampleForward(firstOut, pooled, upsample, BATCH);
      kernels.upsampleBackward(pooled, firstOut, upsample, false, BATCH);
      kernels.zeroPadForward(firstOut, pooled, pad, BATCH);
      kernels.zeroPadBackward(pooled, firstOut, pad, false, BATCH);
      kernels.transposedConv2dForward(
          pooled, secondOut, secondWeight, part(0), second, relu, 0, BATCH);
      kernels.transposedConv2dBackwardInput(secondOut, pooled, secondWeight, second, true, BATCH);
      kernels.transposedConv2dBackwardWeight(
          secondWeight, part(0), pooled, secondOut, second, BATCH);
      kernels.multiply(secondWeight, secondWeight, 864);
      kernels.sgdUpdate(denseWeight, state, state, 0.01f, 0, 0, false, 5_760);
      kernels.momentumUpdate(denseWeight, state, 0.01f, 0, 0, 5_760);
      kernels.areFinite(denseWeight, 5_760);
    }

    private final Tensor[] parts = new Tensor[6];

    /** Sixteen values, sliced once. */
    private Tensor part(int index) {
      if (parts[index] == null) {
        parts[index] = channels.slice(index * 16L, 16);
      }
      return parts[index];
    }
  }
}
