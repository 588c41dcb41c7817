package dev.conform.runtime;

import java.util.List;
import java.util.Optional;

/**
 * Where the time of a network goes, as a {@link Profiler} has measured it.
 *
 * @param network the name of its declaration
 * @param passes one for each kind of pass that there was, in the order of {@link Pass}
 */
public record Profile(String network, List<PassProfile> passes) {

  /** Keeps an immutable copy. */
  public Profile {
    passes = List.copyOf(passes);
  }

  /**
   * Returns what is known of a kind of pass.
   *
   * @param kind of pass
   * @return nothing if there was none
   */
  public Optional<PassProfile> pass(Pass kind) {
    return passes.stream().filter(pass -> pass.pass() == kind).findFirst();
  }

  /**
   * Returns tables for people: one for inference, one for training, with a line for each step.
   *
   * @return lines that end in a line feed
   */
  public String text() {
    return ProfileText.of(this);
  }
}
