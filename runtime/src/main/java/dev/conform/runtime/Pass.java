package dev.conform.runtime;

/** A way through a network that a {@link Profiler} tells apart from others. */
public enum Pass {
  /** Forward, with {@link Mode#INFERENCE}. */
  INFERENCE,
  /** Forward, with {@link Mode#TRAINING}. */
  FORWARD,
  /** Backward, after a forward pass in training. */
  BACKWARD
}
