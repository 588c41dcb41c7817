package dev.conform.processor.plan;

/**
 * A run of floats that each image of a batch has one of.
 *
 * @param id its place in {@link ExecutionPlan#buffers()}
 * @param kind what it holds
 * @param floats its length for one image
 * @param trainingOffset where it begins when the model can be trained, in floats for one image
 * @param inferenceOffset where it begins when the model cannot; {@link #ABSENT} if it is not there
 */
public record Buffer(int id, Kind kind, long floats, long trainingOffset, long inferenceOffset) {

  /** The offset of what does not exist. */
  public static final long ABSENT = -1;

  /** Offsets are multiples of this: one cache line of floats, one AVX-512 register. */
  public static final int ALIGNMENT = 16;

  /** What a buffer holds. */
  public enum Kind {
    /** Values of the forward pass. */
    ACTIVATION,
    /** For each value of a max pool the place that it came from. */
    ARGMAX,
    /** The gradient of the loss with respect to an activation. */
    GRADIENT
  }

  /** Rounds a length up so that what comes behind it is aligned. */
  static long aligned(long floats) {
    return Math.multiplyExact((floats + ALIGNMENT - 1) / ALIGNMENT, (long) ALIGNMENT);
  }
}
