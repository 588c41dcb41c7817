package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Provider.UnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * Tries a matrix product before anything relies on it: a native library may pick a kernel that is
 * wrong on this processor.
 */
final class SelfTest {

  private static final int[] SIZES = {1, 2, 3, 5, 8, 13, 17, 24, 33, 64};
  private static final int LARGEST = 64;

  /** Rows are this much longer than needed, and the rest must stay as it is. */
  private static final int GAP = 3;

  private static final float UNTOUCHED = 12345.5f;

  private final Gemm gemm;
  private final float[] a = new float[LARGEST * (LARGEST + GAP)];
  private final float[] b = new float[LARGEST * (LARGEST + GAP)];
  private final float[] before = new float[LARGEST * (LARGEST + GAP)];
  private int random = 1;

  private SelfTest(Gemm gemm) {
    this.gemm = gemm;
  }

  /** Throws if any of thirty products is wrong. */
  static void run(Gemm gemm) throws UnavailableException {
    SelfTest test = new SelfTest(gemm);
    for (int i = 0; i < 10; i++) {
      int m = SIZES[i];
      int n = SIZES[(i * 3 + 1) % 10];
      int k = SIZES[(i * 7 + 2) % 10];
      test.check(false, false, m, n, k, false);
      test.check(false, true, n, k, m, i % 2 == 0);
      test.check(true, false, k, m, n, i % 2 == 1);
    }
  }

  private void check(
      boolean transposeA, boolean transposeB, int m, int n, int k, boolean accumulate)
      throws UnavailableException {
    int lda = (transposeA ? m : k) + GAP;
    int ldb = (transposeB ? k : n) + GAP;
    int ldc = n + GAP;
    int sizeA = (transposeA ? k : m) * lda;
    int sizeB = (transposeB ? n : k) * ldb;
    fill(a, sizeA);
    fill(b, sizeB);
    fill(before, m * ldc);
    for (int row = 0; row < m; row++) {
      for (int column = n; column < ldc; column++) {
        before[row * ldc + column] = UNTOUCHED;
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      Tensor left = new Tensor(arena.allocate(4L * sizeA, 64));
      Tensor right = new Tensor(arena.allocate(4L * sizeB, 64));
      Tensor result = new Tensor(arena.allocate(4L * m * ldc, 64));
      copy(left, a, sizeA);
      copy(right, b, sizeB);
      copy(result, before, m * ldc);
      if (!accumulate) {
        result.set(0, Float.NaN);
      }
      gemm.multiply(
          transposeA,
          transposeB,
          m,
          n,
          k,
          left.segment().address(),
          lda,
          right.segment().address(),
          ldb,
          accumulate,
          result.segment().address(),
          ldc);
      for (int row = 0; row < m; row++) {
        for (int column = 0; column < ldc; column++) {
          float expected = before[row * ldc + column];
          float tolerance = 0;
          if (column < n) {
            double sum = accumulate ? expected : 0;
            for (int i = 0; i < k; i++) {
              sum +=
                  (double) a[transposeA ? i * lda + row : row * lda + i]
                      * b[transposeB ? column * ldb + i : i * ldb + column];
            }
            expected = (float) sum;
            tolerance = 1e-6f * (k + 1);
          }
          float actual = result.get((long) row * ldc + column);
          if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new UnavailableException(
                "the matrix product %s is wrong on this processor: %d×%d×%d%s%s gave %s for %s at row %d, column %d. Using Java instead; with OpenBLAS, OPENBLAS_CORETYPE in the environment selects another kernel"
                    .formatted(
                        gemm.getClass().getSimpleName(),
                        m,
                        n,
                        k,
                        transposeA ? ", left transposed" : "",
                        transposeB ? ", right transposed" : "",
                        actual,
                        expected,
                        row,
                        column),
                false);
          }
        }
      }
    }
  }

  private void fill(float[] values, int size) {
    for (int i = 0; i < size; i++) {
      random = random * 1103515245 + 12345;
      values[i] = (random >> 8) * (1f / (1 << 23));
    }
  }

  private static void copy(Tensor tensor, float[] values, int size) {
    java.lang.foreign.MemorySegment.copy(
        values, 0, tensor.segment(), ValueLayout.JAVA_FLOAT, 0, size);
  }
}
