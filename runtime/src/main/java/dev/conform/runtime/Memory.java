package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;

/**
 * All the memory of one model, taken at once and given back at once.
 *
 * @param arena that owns it
 * @param parameters trained parameters
 * @param gradients of the parameters, or {@link Tensor#NONE}
 * @param state running statistics
 * @param saved what a step saves that does not grow with the batch
 * @param activations activations, and gradients of them
 * @param workspace scratch of all workers
 */
record Memory(
    Arena arena,
    Tensor parameters,
    Tensor gradients,
    Tensor state,
    Tensor saved,
    Tensor activations,
    Tensor workspace) {

  static Memory of(Blueprint network, int batchSize, boolean inferenceOnly, int threads) {
    long perImage = inferenceOnly ? network.inferenceFloats() : network.trainingFloats();
    long activations = Math.multiplyExact(perImage, (long) batchSize);
    long gradients = inferenceOnly ? 0 : network.parameterFloats();
    long floats =
        Math.addExact(
            Math.addExact(activations, gradients),
            network.parameterFloats() + network.stateFloats() + network.savedFloats());
    long workspace =
        Math.addExact(
            network.sharedFloats(), Math.multiplyExact(network.workspaceFloats(), (long) threads));
    Arena arena = Arena.ofShared();
    try {
      return new Memory(
          arena,
          allocate(arena, network.parameterFloats()),
          allocate(arena, gradients),
          allocate(arena, network.stateFloats()),
          allocate(arena, network.savedFloats()),
          allocate(arena, activations),
          allocate(arena, workspace));
    } catch (OutOfMemoryError refused) {
      arena.close();
      throw new InsufficientMemoryException(
          """
          %s at batch size %d needs %,d bytes outside the heap: %,d for activations%s, %,d for parameters, \
          %,d for workspaces. The JVM says: %s.
          Use a smaller batchSize%s, or raise the limit with -XX:MaxDirectMemorySize"""
              .formatted(
                  network.name(),
                  batchSize,
                  (floats + workspace) * Float.BYTES,
                  activations * Float.BYTES,
                  inferenceOnly ? "" : " and their gradients",
                  (floats - activations) * Float.BYTES,
                  workspace * Float.BYTES,
                  refused.getMessage(),
                  inferenceOnly ? "" : " or inferenceOnly()"),
          refused);
    }
  }

  private static Tensor allocate(Arena arena, long floats) {
    return floats == 0
        ? Tensor.NONE
        : new Tensor(
            arena.allocate(
                Math.multiplyExact(floats, (long) Float.BYTES),
                (long) Tensor.ALIGNMENT * Float.BYTES));
  }
}
