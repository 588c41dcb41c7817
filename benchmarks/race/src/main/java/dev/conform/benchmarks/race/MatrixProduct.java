package dev.conform.benchmarks.race;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_full.openblas_set_num_threads;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Measures OpenBLAS's product of square matrices as a library with workers of its own calls it:
 * each thread has its own product, on one thread of OpenBLAS.
 */
final class MatrixProduct implements AutoCloseable {

  private static final int SIDE = 1024;
  private static final int RUNS = 10;

  private final Team team;
  private final List<Matrices> matrices;

  /** The operands of one thread. */
  private record Matrices(FloatPointer a, FloatPointer b, FloatPointer c) {

    static Matrices filled() {
      return new Matrices(filled(0.5f), filled(0.25f), filled(0));
    }

    private static FloatPointer filled(float value) {
      float[] values = new float[SIDE * SIDE];
      Arrays.fill(values, value);
      return new FloatPointer(values);
    }

    float multiply() {
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          SIDE,
          SIDE,
          SIDE,
          1,
          a,
          SIDE,
          b,
          SIDE,
          0,
          c,
          SIDE);
      return c.get();
    }

    void close() {
      a.close();
      b.close();
      c.close();
    }
  }

  MatrixProduct(Team team, int threads) {
    this.team = team;
    this.matrices = IntStream.range(0, threads).mapToObj(t -> Matrices.filled()).toList();
    openblas_set_num_threads(1);
  }

  /** Returns GFLOP/s of all threads together: the best of a few products. */
  double gflops() {
    double flops = 2.0 * SIDE * SIDE * SIDE * matrices.size();
    return flops / team.fastest(matrices.size(), RUNS, thread -> matrices.get(thread).multiply());
  }

  @Override
  public void close() {
    matrices.forEach(Matrices::close);
  }
}
