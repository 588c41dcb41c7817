package dev.conform.tests.network;

import dev.conform.processor.ir.ShapedGraph;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;

/**
 * A compiled network.
 *
 * @param graph what it was written from
 * @param type the generated class
 */
record Compiled(ShapedGraph graph, Class<?> type) {

  /** Calls the generated class's {@code builder()}. */
  ModelBuilder<? extends Model> builder() {
    try {
      @SuppressWarnings("unchecked") // every generated class declares it so
      ModelBuilder<? extends Model> builder =
          (ModelBuilder<? extends Model>) type.getMethod("builder").invoke(null);
      return builder;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no usable builder()", e);
    }
  }
}
