package dev.conform.runtime;

import dev.conform.runtime.io.ModelFile;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a file into memory: the model's threads take a block of a parameter at a
 * time, read it and pack it, until all are done or one has failed.
 */
final class Loading implements Runnable {

  /** A part of a parameter. */
  private record Part(ModelFile.Values values, Packer packer, int block) {

    int count() {
      return packer.count(block);
    }

    void load(float[] space) throws IOException {
      values.read(space, packer.first(block), count());
      packer.pack(block, space, 0);
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private int largest;
  private long floats;

  private Loading() {}

  /**
   * Reads them.
   *
   * @param kernels whose threads do it
   * @param values in a file
   * @param destination gives the memory where a parameter's values go
   * @throws IOException if they cannot be read; some have been then
   */
  static void run(
      Kernels kernels, List<ModelFile.Values> values, Function<Parameter, Tensor> destination)
      throws IOException {
    Loading loading = new Loading();
    for (ModelFile.Values each : values) {
      Parameter parameter = each.parameter();
      loading.add(each, new Packer(parameter.packing(), destination.apply(parameter)));
    }
    kernels.run(loading, loading.parts.size(), loading.floats);
    IOException failed = loading.failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private void add(ModelFile.Values values, Packer packer) {
    for (int block = 0; block < packer.blocks(); block++) {
      parts.add(new Part(values, packer, block));
      floats += packer.count(block);
    }
    largest = Math.max(largest, packer.largest());
  }

  @Override
  public void run() {
    float[] space = new float[largest];
    try {
      for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
        parts.get(i).load(space);
      }
    } catch (IOException failed) {
      failure.compareAndSet(null, failed);
    } finally {
      next.set(parts.size()); // When one has failed, no other goes on.
    }
  }
}
