package dev.conform.runtime.kernel;

/**
 * The taps of one window that lie inside the image: a grid of rows × columns pixels of channels
 * values each. One object is made ahead for each worker and set for each window.
 */
public final class Taps {

  private int channels = 1;
  private int rowStride;
  private int columnStride;
  private int indexRow;
  private int indexColumn;
  private int rows;
  private int columns;
  private int index;

  /** Makes taps of nothing. */
  public Taps() {}

  /**
   * Sets what all windows of an image share.
   *
   * @param values of a tap
   * @param imageWidth pixels in a row of the image
   * @param window how far its taps are apart
   * @return this
   */
  public Taps image(int values, int imageWidth, Window window) {
    channels = values;
    indexRow = window.dilationH() * imageWidth;
    indexColumn = window.dilationW();
    rowStride = Math.multiplyExact(indexRow, channels);
    columnStride = Math.multiplyExact(indexColumn, channels);
    return this;
  }

  /**
   * Sets which taps of a window lie inside.
   *
   * @param height rows of taps
   * @param width columns of taps
   * @param first index of the first tap, h · width + w in the image
   * @return this
   */
  public Taps grid(int height, int width, int first) {
    rows = height;
    columns = width;
    index = first;
    return this;
  }

  /**
   * Returns the number of values of a tap.
   *
   * @return 1 or more
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the height of the grid.
   *
   * @return in taps
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the width of the grid.
   *
   * @return in taps
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the distance from a tap to the one below.
   *
   * @return in floats
   */
  public int rowStride() {
    return rowStride;
  }

  /**
   * Returns the distance from a tap to the one beside it.
   *
   * @return in floats
   */
  public int columnStride() {
    return columnStride;
  }

  /**
   * Returns the index of the first tap.
   *
   * @return h · width + w in the image
   */
  public int index() {
    return index;
  }

  /**
   * Returns how much the index grows from a tap to the one below.
   *
   * @return in pixels
   */
  public int indexRow() {
    return indexRow;
  }

  /**
   * Returns how much the index grows from a tap to the one beside it.
   *
   * @return in pixels
   */
  public int indexColumn() {
    return indexColumn;
  }
}
