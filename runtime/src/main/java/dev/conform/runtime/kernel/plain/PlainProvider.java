package dev.conform.runtime.kernel.plain;

import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.Provider;

/** Offers the plain loops, which run everywhere. */
public final class PlainProvider implements Provider<Primitives> {

  /** For {@code Backend}, which knows it by name. */
  public PlainProvider() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Primitives create() {
    return new PlainPrimitives();
  }
}
