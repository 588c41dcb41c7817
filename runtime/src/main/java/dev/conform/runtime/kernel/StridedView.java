package dev.conform.runtime.kernel;

/**
 * How the left operand of a {@linkplain Primitives#product product} lies in memory: where its row r
 * and its column k meet. Rows and columns both step in two levels, which is enough to read the
 * patches of a convolution straight from the image:
 *
 * <pre>
 * row r     (r / lineLength) · lineStride + (r mod lineLength) · rowStride
 * column k  (k / runLength) · runStride + (k mod runLength) · step
 * </pre>
 *
 * <p>All strides are in floats. One object is made ahead and set for each use.
 */
public final class StridedView {

  private int lineLength;
  private int lineStride;
  private int rowStride;
  private int runs;
  private int runStride;
  private int runLength;
  private int step;

  /** Makes a view of one value. */
  public StridedView() {
    rows(1, 0, 0);
    columns(1, 0, 1, 0);
  }

  /**
   * Sets how rows step.
   *
   * @param newLineLength rows in a line
   * @param newLineStride floats from a line to the next
   * @param newRowStride floats from a row to the next in its line
   * @return this
   */
  public StridedView rows(int newLineLength, int newLineStride, int newRowStride) {
    lineLength = newLineLength;
    lineStride = newLineStride;
    rowStride = newRowStride;
    return this;
  }

  /**
   * Sets rows to step as another view's do.
   *
   * @param other that is read
   * @return this
   */
  public StridedView rows(StridedView other) {
    return rows(other.lineLength, other.lineStride, other.rowStride);
  }

  /**
   * Sets how columns step.
   *
   * @param newRuns runs of columns
   * @param newRunStride floats from a run to the next
   * @param newRunLength columns in a run
   * @param newStep floats from a column to the next in its run
   * @return this
   * @throws IllegalArgumentException if a stride is negative, or columns lie 2 GiB apart or more
   */
  public StridedView columns(int newRuns, int newRunStride, int newRunLength, int newStep) {
    // Tiles keep the offset of a column, in bytes, in an int that is not negative.
    long last = (newRuns - 1L) * newRunStride + (newRunLength - 1L) * newStep;
    if (newRunStride < 0 || newStep < 0 || last >= Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "%d runs, %d floats apart, of %d columns, %d floats apart, reach beyond 2 GiB"
              .formatted(newRuns, newRunStride, newRunLength, newStep));
    }
    runs = newRuns;
    runStride = newRunStride;
    runLength = newRunLength;
    step = newStep;
    return this;
  }

  /**
   * Sets this to an ordinary matrix.
   *
   * @param rows the number of rows
   * @param rowStep floats from a row to the next
   * @param columns the number of columns
   * @param columnStep floats from a column to the next
   * @return this
   */
  public StridedView matrix(int rows, int rowStep, int columns, int columnStep) {
    return rows(rows, 0, rowStep).columns(1, 0, columns, columnStep);
  }

  /**
   * Returns where a row starts.
   *
   * @param row from 0
   * @return in floats
   */
  public long offset(int row) {
    return (long) (row / lineLength) * lineStride + (long) (row % lineLength) * rowStride;
  }

  /**
   * Returns the number of rows in a line.
   *
   * @return 1 or more
   */
  public int lineLength() {
    return lineLength;
  }

  /**
   * Returns the distance from a row to the next in its line.
   *
   * @return in floats
   */
  public int rowStride() {
    return rowStride;
  }

  /**
   * Returns the number of runs of columns.
   *
   * @return 1 or more
   */
  public int runs() {
    return runs;
  }

  /**
   * Returns the distance from a run to the next.
   *
   * @return in floats
   */
  public int runStride() {
    return runStride;
  }

  /**
   * Returns the number of columns in a run.
   *
   * @return 1 or more
   */
  public int runLength() {
    return runLength;
  }

  /**
   * Returns the distance from a column to the next in its run.
   *
   * @return in floats
   */
  public int step() {
    return step;
  }
}
