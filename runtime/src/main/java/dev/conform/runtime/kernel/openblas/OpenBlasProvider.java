package dev.conform.runtime.kernel.openblas;

import dev.conform.runtime.kernel.Gemm;
import dev.conform.runtime.kernel.Provider;
import org.bytedeco.openblas.global.openblas_full;

/** Offers OpenBLAS where its native library can be loaded. */
public final class OpenBlasProvider implements Provider.OfGemm {

  /** For the service loader. */
  public OpenBlasProvider() {}

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public Gemm create() throws UnavailableException {
    try {
      // Conform's own workers share the work; a product runs on the thread that asks for it.
      openblas_full.openblas_set_num_threads(1);
      return new OpenBlasGemm();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new UnavailableException(
          "OpenBLAS cannot be loaded ("
              + cause(e)
              + "), so matrix products run in Java. It needs org.bytedeco:openblas and"
              + " org.bytedeco:javacpp with this platform's classifier on the class path and a"
              + " writable cache directory (-Dorg.bytedeco.javacpp.cachedir=…)",
          false,
          e);
    }
  }

  /** Returns the innermost message: the outer ones only repeat that something failed. */
  private static String cause(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString();
  }
}
