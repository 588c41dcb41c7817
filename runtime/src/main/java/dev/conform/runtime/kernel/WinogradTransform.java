package dev.conform.runtime.kernel;

/**
 * The small matrices of Winograd's minimal filtering (Lavin and Gray, Fast Algorithms for
 * Convolutional Neural Networks, 2015, section 4). Six points make m outputs of a kernel of r taps,
 * m + r = 7: F(4, 3) and F(2, 5); four make F(2, 3). A tile is transformed along its columns, then
 * along its rows: out = T · in · Tᵀ.
 *
 * <p>The four points are 0, ±1 and infinity. The six are 0, ±3/4, ±3/2 and infinity instead of the
 * usual 0, ±1, ±2 and infinity: the factors are of more equal size, which halves the mean error and
 * makes the largest a quarter (256 channels, normally distributed values), and they are exact in
 * binary.
 */
public enum WinogradTransform {
  /** Bᵀ: a tile of the input to points. */
  INPUT(inputMatrix(five())),
  /** G for 3 taps: a kernel to points. */
  KERNEL_3(kernelMatrix(five(), 3)),
  /** G for 5 taps: a kernel to points. */
  KERNEL_5(kernelMatrix(five(), 5)),
  /** Aᵀ for 4 outputs: points to a tile of the output. */
  OUTPUT_4(transposed(gradientMatrix(five(), 4))),
  /** Aᵀ for 2 outputs: points to a tile of the output. */
  OUTPUT_2(transposed(gradientMatrix(five(), 2))),
  /** A for 4 outputs: a tile of the output's gradient to points. */
  GRADIENT_4(gradientMatrix(five(), 4)),
  /** A for 2 outputs: a tile of the output's gradient to points. */
  GRADIENT_2(gradientMatrix(five(), 2)),
  /** Gᵀ for 3 taps: points to the kernel's gradient. */
  KERNEL_GRADIENT_3(transposed(kernelMatrix(five(), 3))),
  /** Gᵀ for 5 taps: points to the kernel's gradient. */
  KERNEL_GRADIENT_5(transposed(kernelMatrix(five(), 5))),
  /** Bᵀ for tiles of 4×4: a tile of the input to points. */
  INPUT_OF_4(inputMatrix(three())),
  /** G for 3 taps and tiles of 4×4: a kernel to points. */
  KERNEL_3_OF_4(kernelMatrix(three(), 3)),
  /** Aᵀ for 2 outputs and tiles of 4×4: points to a tile of the output. */
  OUTPUT_2_OF_4(transposed(gradientMatrix(three(), 2)));

  @SuppressWarnings("ImmutableEnumChecker") // Nobody writes to it after the constructor.
  private final float[][] matrix;

  WinogradTransform(double[][] exact) {
    matrix = new float[exact.length][exact[0].length];
    for (int row = 0; row < exact.length; row++) {
      for (int column = 0; column < exact[row].length; column++) {
        matrix[row][column] = (float) exact[row][column];
      }
    }
  }

  /** Returns the finite points of F(2, 3); the last point is infinity. */
  private static double[] three() {
    return new double[] {0, 1, -1};
  }

  /** Returns the finite points of F(4, 3) and F(2, 5); the last point is infinity. */
  private static double[] five() {
    return new double[] {0, 0.75, -0.75, 1.5, -1.5};
  }

  /** Row i has the coefficients of Π (x − p) over all finite points p but the i-th. */
  private static double[][] inputMatrix(double[] points) {
    double[][] rows = new double[points.length + 1][points.length + 1];
    for (int row = 0; row < rows.length; row++) {
      double[] product = rows[row];
      product[0] = 1;
      int degree = 0;
      for (int i = 0; i < points.length; i++) {
        if (i == row) {
          continue;
        }
        degree++;
        for (int power = degree; power >= 0; power--) {
          double shifted = power == 0 ? 0 : product[power - 1];
          product[power] = shifted - points[i] * product[power];
        }
      }
    }
    return rows;
  }

  /** Row i has the powers of the i-th point, divided by its distances from the others. */
  private static double[][] kernelMatrix(double[] points, int taps) {
    double[][] rows = gradientMatrix(points, taps);
    for (int row = 0; row < points.length; row++) {
      double divisor = 1;
      for (int i = 0; i < points.length; i++) {
        divisor *= i == row ? 1 : points[row] - points[i];
      }
      for (int power = 0; power < taps; power++) {
        rows[row][power] /= divisor;
      }
    }
    return rows;
  }

  /** Row i has the powers of the i-th point; at infinity only the highest counts. */
  private static double[][] gradientMatrix(double[] points, int outputs) {
    double[][] rows = new double[points.length + 1][outputs];
    for (int row = 0; row < points.length; row++) {
      double power = 1;
      for (int column = 0; column < outputs; column++) {
        rows[row][column] = power;
        power *= points[row];
      }
    }
    rows[points.length][outputs - 1] = 1;
    return rows;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < result.length; row++) {
      for (int column = 0; column < matrix.length; column++) {
        result[row][column] = matrix[column][row];
      }
    }
    return result;
  }

  /**
   * Returns the height and width of what it makes.
   *
   * @return the rows of the matrix
   */
  public int to() {
    return matrix.length;
  }

  /**
   * Returns the height and width of what it reads.
   *
   * @return the columns of the matrix
   */
  public int from() {
    return matrix[0].length;
  }

  /**
   * Returns a factor.
   *
   * @param row of the result
   * @param column of the argument
   * @return the value of the matrix there
   */
  public float factor(int row, int column) {
    return matrix[row][column];
  }
}
