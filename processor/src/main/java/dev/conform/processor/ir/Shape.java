package dev.conform.processor.ir;

import java.util.List;

/**
 * The shape of one image's activations. A flattened image remembers where its units came from,
 * because they keep lying channels-last in memory while the world counts them in the order C×H×W.
 *
 * @param channels at least 1
 * @param height at least 1
 * @param width at least 1
 * @param flat whether this is a row of channels · height · width units
 */
public record Shape(int channels, int height, int width, boolean flat) {

  /** Returns the shape C×H×W. */
  public static Shape image(int channels, int height, int width) {
    return new Shape(channels, height, width, false);
  }

  /** Returns the shape of a row of units. */
  public static Shape units(int units) {
    return new Shape(units, 1, 1, true);
  }

  /** Returns the same values as a row of units. */
  public Shape flatten() {
    return new Shape(channels, height, width, true);
  }

  /** Returns the number of values. */
  public long elements() {
    return Math.multiplyExact((long) channels, Math.multiplyExact((long) height, (long) width));
  }

  /** Returns how many values belong to one place: the channels of a pixel, all units of a row. */
  public int features() {
    return flat ? Math.toIntExact(elements()) : channels;
  }

  /** Returns the number of places: pixels, or 1 for a row of units. */
  public long pixels() {
    return flat ? 1 : (long) height * width;
  }

  /** Tells whether values lie channels-last in the order C×H×W, having one channel or one pixel. */
  public boolean inOrder() {
    return channels == 1 || height * (long) width == 1;
  }

  /** Returns {@code [channels, height, width]} or {@code [units]}. */
  public List<Integer> dimensions() {
    return flat ? List.of(Math.toIntExact(elements())) : List.of(channels, height, width);
  }

  /** Returns for example {@code 6×28×28}, or {@code 120} for units. */
  @Override
  public String toString() {
    return flat ? Long.toString(elements()) : channels + "×" + height + "×" + width;
  }
}
