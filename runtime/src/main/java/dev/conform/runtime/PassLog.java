package dev.conform.runtime;

/** The durations of one kind of pass. */
final class PassLog {

  private final Samples[] slots;
  private final Samples whole = new Samples();
  private final Samples before = new Samples();
  private int images;
  private long passes;

  /**
   * Makes an empty one.
   *
   * @param slots what the time of a pass is divided among
   */
  PassLog(int slots) {
    this.slots = new Samples[slots];
    for (int slot = 0; slot < slots; slot++) {
      this.slots[slot] = new Samples();
    }
  }

  /**
   * Adds a pass. Those of a smaller batch than the largest are only counted: a time is one of so
   * many images.
   */
  void add(long[] nanos, int batch) {
    passes++;
    if (batch > images) {
      images = batch;
      whole.clear();
      before.clear();
      for (Samples slot : slots) {
        slot.clear();
      }
    }
    if (batch == images) {
      long sum = 0;
      for (int slot = 0; slot < slots.length; slot++) {
        slots[slot].add(nanos[slot]);
        sum += nanos[slot];
      }
      whole.add(sum);
    }
  }

  /** Adds what lay between a pass and the one before it. */
  void addBefore(long nanos) {
    before.add(nanos);
  }

  /** Returns how many images a pass had whose time was kept. */
  int images() {
    return images;
  }

  /** Returns how many there were, of any batch. */
  long passes() {
    return passes;
  }

  Samples slot(int slot) {
    return slots[slot];
  }

  Samples whole() {
    return whole;
  }

  Samples before() {
    return before;
  }
}
