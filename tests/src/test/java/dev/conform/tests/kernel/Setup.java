package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Backend;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import dev.conform.runtime.kernel.Window;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * One way to run the kernels.
 *
 * @param primitives the inner loops
 * @param gemm the matrix products
 * @param threads how many share the work
 */
record Setup(String primitives, String gemm, int threads) {

  /** All implementations, and one to three threads. */
  static final List<Setup> ALL =
      List.of(
          new Setup("vector", "openblas", 1),
          new Setup("vector", "openblas", 2),
          new Setup("vector", "java", 3),
          new Setup("plain", "openblas", 3),
          new Setup("plain", "java", 1),
          new Setup("plain", "java", 2));

  /** Makes kernels that cut even small work. */
  Kernels kernels(Arena arena, Conv2d... convs) {
    long own = 0;
    long shared = 0;
    for (Conv2d conv : convs) {
      own = Math.max(own, Kernels.workspaceFloats(conv));
      shared = Math.max(shared, Kernels.sharedFloats(conv));
    }
    return kernels(arena, shared, own);
  }

  /** Makes kernels for a convolution that makes rows for a window. */
  Kernels kernels(Arena arena, Conv2d conv, Window window) {
    return kernels(arena, Kernels.sharedFloats(conv), Kernels.workspaceFloats(conv, window));
  }

  private Kernels kernels(Arena arena, long shared, long own) {
    long floats = shared + own * threads;
    Tensor workspace =
        floats == 0 ? Tensor.NONE : new Tensor(arena.allocate(floats * Float.BYTES, 64));
    return new Kernels(threads, workspace, Backend.of(primitives, gemm).cutFinely());
  }
}
