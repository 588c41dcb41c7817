package dev.conform.runtime.kernel;

/**
 * Products of row-major matrices in off-heap memory. One object serves one thread at a time, so it
 * may keep what a call needs.
 */
public interface Gemm {

  /**
   * Multiplies: c = op(a) · op(b), or c += op(a) · op(b).
   *
   * @param transposeA whether a is stored as k × m and not as m × k
   * @param transposeB whether b is stored as n × k and not as k × n
   * @param m rows of c
   * @param n columns of c
   * @param k the length of the sums
   * @param a address of the left operand
   * @param lda floats from a stored row of a to the next
   * @param b address of the right operand
   * @param ldb floats from a stored row of b to the next
   * @param accumulate whether to add to c; otherwise what c holds is not read, not even NaN
   * @param c address of the result, m × n
   * @param ldc floats from a row of c to the next
   */
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long b,
      int ldb,
      boolean accumulate,
      long c,
      int ldc);
}
