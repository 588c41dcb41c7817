package dev.conform.runtime.kernel.vector;

import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.Provider;

/** Offers the Vector API where its module is present. */
public final class VectorProvider implements Provider<Primitives> {

  /** For {@code Backend}, which knows it by name. */
  public VectorProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Primitives create() throws UnavailableException {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      throw new UnavailableException(
          "the Vector API is not enabled; start Java with --add-modules jdk.incubator.vector",
          true);
    }
    return new VectorPrimitives();
  }
}
