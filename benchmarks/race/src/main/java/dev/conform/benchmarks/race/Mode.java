package dev.conform.benchmarks.race;

import java.util.Arrays;
import java.util.Locale;

/** The parts of the race. */
enum Mode {
  /** Steps of training. */
  TRAINING,
  /** Inference of a large batch and of one image. */
  INFERENCE,
  /** From the start of a JVM to its first inference, and what is deployed. */
  START_UP,
  /** The same with a cache of what an earlier run has loaded and compiled. */
  START_UP_AOT,
  /** Convolutions on their own. */
  CONVOLUTIONS;

  /** Finds a part by its name in the arguments. */
  static Mode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown mode \"%s\"; there are %s"
                        .formatted(
                            name,
                            String.join(
                                ", ", Arrays.stream(values()).map(Mode::toString).toList()))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
