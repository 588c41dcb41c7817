package dev.conform.runtime.kernel.openblas;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.bytedeco.openblas.global.openblas_full.cblas_sgemm;

import dev.conform.runtime.kernel.Gemm;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Products by OpenBLAS, on the calling thread. */
final class OpenBlasGemm implements Gemm {

  private final Address a = new Address();
  private final Address b = new Address();
  private final Address c = new Address();

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      long left,
      int lda,
      long right,
      int ldb,
      boolean accumulate,
      long result,
      int ldc) {
    cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1,
        a.of(left),
        lda,
        b.of(right),
        ldb,
        accumulate ? 1 : 0,
        c.of(result),
        ldc);
  }

  /** A pointer that is aimed anew for each call, so that a call makes no object. */
  private static final class Address extends FloatPointer {

    Address() {
      super((Pointer) null);
    }

    Address of(long newAddress) {
      address = newAddress;
      return this;
    }
  }
}
