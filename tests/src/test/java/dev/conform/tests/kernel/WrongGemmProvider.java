package dev.conform.tests.kernel;

import dev.conform.runtime.kernel.Gemm;
import dev.conform.runtime.kernel.Provider;
import dev.conform.runtime.kernel.RawMemory;

/** Offers a product that is wrong in one value of the larger results, as a broken kernel is. */
public final class WrongGemmProvider implements Provider.OfGemm {

  /** For the service loader. */
  public WrongGemmProvider() {}

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Gemm create() {
    return (transposeA, transposeB, m, n, k, a, lda, b, ldb, accumulate, c, ldc) -> {
      for (int row = 0; row < m; row++) {
        for (int column = 0; column < n; column++) {
          long to = RawMemory.at(c, (long) row * ldc + column);
          float sum = accumulate ? RawMemory.get(to) : 0;
          for (int i = 0; i < k; i++) {
            long left = transposeA ? (long) i * lda + row : (long) row * lda + i;
            long right = transposeB ? (long) column * ldb + i : (long) i * ldb + column;
            sum += RawMemory.get(RawMemory.at(a, left)) * RawMemory.get(RawMemory.at(b, right));
          }
          RawMemory.set(to, row == 16 && column == 31 ? sum + 0.1f : sum);
        }
      }
    };
  }
}
