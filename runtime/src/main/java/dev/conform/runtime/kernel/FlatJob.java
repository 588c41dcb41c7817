package dev.conform.runtime.kernel;

/** A job on a batch whose values need nothing from each other: cut evenly into runs of units. */
abstract class FlatJob extends Job {

  final Engine engine;

  /** The address of what is written. */
  long out;

  /** The address of what is read. */
  long in;

  private long size;
  private long units;

  FlatJob(Engine engine) {
    this.engine = engine;
  }

  /**
   * Sets how much there is and returns it.
   *
   * @param perImage values of one image
   * @return values of the batch
   */
  long size(String kernel, long perImage, int batch) {
    Check.batch(kernel, batch);
    size = Math.multiplyExact(perImage, (long) batch);
    return size;
  }

  /** Does the job, cut between any two of so many units. */
  void start(long newUnits) {
    units = newUnits;
    engine.run(this, newUnits, cost() * size / Tensor.ALIGNMENT);
  }

  /** How many vectors are read for one of the result. */
  long cost() {
    return 4;
  }

  /** Returns the {@link #cost()} of an activation. */
  static long costOf(Activation f) {
    return f.isPiecewiseLinear() ? 4 : 16;
  }

  /** Does some of the units. */
  abstract void part(long first, long count);

  @Override
  void run(int piece, int pieces) {
    long first = share(units, piece, pieces);
    part(first, share(units, piece + 1, pieces) - first);
  }
}
