package dev.conform.runtime.kernel;

/**
 * Pixels beside each other whose windows all have the same taps inside the image: what a depthwise
 * convolution or a pool does at once. Distances are in floats and may be negative. One object is
 * made ahead for each worker and set for each run.
 */
public final class TapRun {

  private int channels = 1;
  private int pixels;
  private int rows;
  private int columns;
  private long outStep;
  private long inStep;
  private long inRow;
  private long inColumn;
  private long weightRow;
  private long weightColumn;

  /** Makes a run of nothing. */
  public TapRun() {}

  /** Sets what all runs of an output row share. */
  void row(int newChannels, int inWidth, int kernelWidth, TapAxis vertical, TapAxis horizontal) {
    channels = newChannels;
    outStep = (long) horizontal.resultStep() * channels;
    inStep = (long) horizontal.step() * channels;
    inRow = (long) vertical.tapStep() * inWidth * channels;
    inColumn = (long) horizontal.tapStep() * channels;
    weightRow = (long) vertical.weightStep() * kernelWidth * channels;
    weightColumn = (long) horizontal.weightStep() * channels;
  }

  /** Sets how many pixels there are, and how many taps inside. */
  void grid(int newPixels, int height, int width) {
    pixels = newPixels;
    rows = height;
    columns = width;
  }

  /**
   * Returns the number of values of a pixel.
   *
   * @return 1 or more
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the length of the run.
   *
   * @return pixels of the output
   */
  public int pixels() {
    return pixels;
  }

  /**
   * Returns the height of the grid of taps.
   *
   * @return in taps
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the width of the grid of taps.
   *
   * @return in taps
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the distance from an output pixel to the next.
   *
   * @return in floats
   */
  public long outStep() {
    return outStep;
  }

  /**
   * Returns the distance from what an output pixel reads to what the next one reads.
   *
   * @return in floats
   */
  public long inStep() {
    return inStep;
  }

  /**
   * Returns the distance from what a tap reads to what the one in the next row reads.
   *
   * @return in floats
   */
  public long inRow() {
    return inRow;
  }

  /**
   * Returns the distance from what a tap reads to what the one beside it reads.
   *
   * @return in floats
   */
  public long inColumn() {
    return inColumn;
  }

  /**
   * Returns the distance from the weights of a tap to those of the one in the next row.
   *
   * @return in floats
   */
  public long weightRow() {
    return weightRow;
  }

  /**
   * Returns the distance from the weights of a tap to those of the one beside it.
   *
   * @return in floats
   */
  public long weightColumn() {
    return weightColumn;
  }
}
