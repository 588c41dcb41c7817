package dev.conform.tests.diagnostics;

import java.util.List;

/** Shapes and counts by walking and counting: no formula that the processor might share. */
final class ShapeOracle {

  private ShapeOracle() {}

  /** A shape: channels, height, width, or a row of units. */
  record Size(int channels, int height, int width, boolean flat) {

    int values() {
      return channels * height * width;
    }

    List<Integer> dimensions() {
      return flat ? List.of(values()) : List.of(channels, height, width);
    }
  }

  /** One axis of a window. */
  record Axis(int kernel, int stride, int before, int after, int dilation) {

    /** Returns the distance from the first to behind the last element. */
    int extent() {
      int end = 0;
      for (int i = 1; i < kernel; i++) {
        end += dilation;
      }
      return end + 1;
    }

    /** Counts the windows that end inside the padded input, by putting one after the other. */
    int positions(int input, boolean ceil) {
      int end = input + after;
      int count = 0;
      int start = -before;
      while (start + extent() <= end) {
        count++;
        start += stride;
      }
      // An incomplete window counts if the one before it left something, and it starts inside.
      boolean somethingLeft = start - stride + extent() < end;
      return ceil && somethingLeft && start < input ? count + 1 : count;
    }

    /** Tells whether every window has an element on the input. */
    boolean alwaysSees(int input, boolean ceil) {
      for (int i = 0; i < positions(input, ceil); i++) {
        boolean sees = false;
        for (int element = 0; element < kernel; element++) {
          int place = i * stride - before + element * dilation;
          sees |= place >= 0 && place < input;
        }
        if (!sees) {
          return false;
        }
      }
      return true;
    }
  }

  /** Counts every stride-th pixel: what SAME padding promises. */
  static int samePositions(int input, int stride) {
    int count = 0;
    for (int pixel = 0; pixel < input; pixel += stride) {
      count++;
    }
    return count;
  }
}
