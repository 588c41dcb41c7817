package dev.conform.runtime.kernel;

/**
 * Some rows of one image, made just before they are read: what a window slides over need not be
 * written to memory and read again from there. A band moves down the image; rows that the next
 * windows read, too, move with it.
 */
final class Band {

  /**
   * A band should stay in the second-level cache, beside what it is made of: 512 KiB. With half of
   * that a 1×1 and a depthwise convolution with 144 channels of 56×56 took a fifth longer.
   */
  private static final long FLOATS = 1 << 17;

  private long memory;
  private long rowFloats;
  private int capacity;
  private long image;
  private int first;
  private int end;

  /** Returns how many rows of a convolution's output are made together for a window. */
  static int rows(Conv2d conv, Window window) {
    int tallest = (window.kernelH() - 1) * window.dilationH() + 1;
    long fitting = FLOATS / ((long) conv.outWidth() * conv.outChannels());
    return (int) Math.min(conv.outHeight(), Math.max(tallest, fitting));
  }

  /** Returns the floats of such a band. */
  static long floats(Conv2d conv, Window window) {
    return ConvShape.aligned((long) rows(conv, window) * conv.outWidth() * conv.outChannels());
  }

  /**
   * Starts without rows.
   *
   * @param address of the memory
   * @param floats of a row
   * @param rows that fit
   */
  void clear(long address, long floats, int rows) {
    memory = address;
    rowFloats = floats;
    capacity = rows;
    image = -1;
  }

  /** Tells whether rows up to an end were made. */
  boolean holds(long wantedImage, int wantedEnd) {
    return wantedImage == image && wantedEnd <= end;
  }

  /** Returns how many rows fit. */
  int capacity() {
    return capacity;
  }

  /** Makes the rows of an image from a first one to an end, as far as they are not there. */
  void move(
      Primitives primitives, RowSource source, int piece, long newImage, int newFirst, int newEnd) {
    int kept = newImage == image ? Math.max(0, end - newFirst) : 0;
    if (kept > 0) {
      primitives.copy(memory, at(newFirst), kept * rowFloats);
    }
    image = newImage;
    first = newFirst;
    end = newEnd;
    source.rows(piece, at(newFirst + kept), newImage, newFirst + kept, newEnd - newFirst - kept);
  }

  /** Returns the address of a row of the image; such addresses are right for rows it holds. */
  long at(int row) {
    return RawMemory.at(memory, (row - first) * rowFloats);
  }
}
