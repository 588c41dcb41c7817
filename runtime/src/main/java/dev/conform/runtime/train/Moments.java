package dev.conform.runtime.train;

import dev.conform.runtime.InsufficientMemoryException;
import dev.conform.runtime.Model;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;

/** Running sums of an optimizer, as long as the model's parameters. They start at zero. */
final class Moments implements AutoCloseable {

  // Shared: the kernels' workers reach the memory too.
  private final Arena arena = Arena.ofShared();
  private final Tensor[] tensors;
  private boolean closed;

  /**
   * Takes the memory.
   *
   * @param model whose parameters change
   * @param count how many sums there are for each parameter
   * @param optimizer its name, for messages
   */
  Moments(Model model, int count, String optimizer) {
    if (model.isInferenceOnly()) {
      arena.close();
      throw new IllegalStateException(
          "%s was built with inferenceOnly(): it has no gradients for %s"
              .formatted(model.name(), optimizer));
    }
    long bytes = model.parameterMemory().size() * Float.BYTES;
    tensors = new Tensor[count];
    try {
      for (int i = 0; i < count; i++) {
        tensors[i] =
            bytes == 0
                ? Tensor.NONE
                : new Tensor(arena.allocate(bytes, (long) Tensor.ALIGNMENT * Float.BYTES));
      }
    } catch (OutOfMemoryError refused) {
      arena.close();
      throw new InsufficientMemoryException(
          """
          %s needs %,d bytes outside the heap for %s: %d numbers for each parameter.
          Use Sgd without momentum, which needs none, or raise the limit with -XX:MaxDirectMemorySize"""
              .formatted(optimizer, Math.multiplyExact(bytes, (long) count), model.name(), count),
          refused);
    }
  }

  Tensor get(int index) {
    return tensors[index];
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      arena.close();
    }
  }
}
