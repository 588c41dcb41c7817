package dev.conform.processor.ir;

/** Replaces the sizes of a construct, for example symbols by the numbers that they stand for. */
@FunctionalInterface
public interface Resizing {

  /** Returns the new value of a size. */
  int size(int written);
}
