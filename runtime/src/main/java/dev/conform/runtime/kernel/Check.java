package dev.conform.runtime.kernel;

/** Checks the arguments of a kernel, once, before it takes their addresses. */
final class Check {

  private Check() {}

  /** Returns the address of a tensor that must hold at least {@code floats}. */
  static long tensor(String kernel, String name, Tensor tensor, long floats) {
    if (tensor.size() < floats
        || !tensor.segment().isNative()
        || !tensor.segment().scope().isAlive()) {
      throw refused(kernel, name, tensor, floats);
    }
    return tensor.segment().address();
  }

  /** Returns the address, or 0 for {@link Tensor#NONE}. */
  static long optional(String kernel, String name, Tensor tensor, long floats) {
    return tensor.isPresent() ? tensor(kernel, name, tensor, floats) : 0;
  }

  static void batch(String kernel, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException(
          kernel + ": a batch of " + batch + " images; it must be 1 or more");
    }
  }

  private static RuntimeException refused(String kernel, String name, Tensor tensor, long floats) {
    if (!tensor.segment().scope().isAlive()) {
      return new IllegalStateException(kernel + ": the memory of " + name + " was given back");
    }
    if (tensor.size() < floats) {
      return new IllegalArgumentException(
          "%s: %s has %,d floats, but %,d are needed"
              .formatted(kernel, name, tensor.size(), floats));
    }
    return new IllegalArgumentException(
        "%s: %s must lie outside the heap (Arena.allocate)".formatted(kernel, name));
  }
}
