package dev.conform.processor.ir;

/** Replaces the sizes of a construct, for example symbols by the numbers that they stand for. */
@FunctionalInterface
public interface Resizing {

  /** Returns the new value of a size that is at least 1. */
  int size(int written);

  /** Returns the new value of a number of rows or columns of padding, which may be none. */
  default int border(int written) {
    return size(written);
  }
}
