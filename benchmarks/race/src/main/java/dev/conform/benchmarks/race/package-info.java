/**
 * Conform beside other libraries. {@link dev.conform.benchmarks.race.Race} starts each engine in a
 * JVM of its own, so that neither their threads nor their native libraries meet, and lets them run
 * in turn.
 */
@NullMarked
package dev.conform.benchmarks.race;

import org.jspecify.annotations.NullMarked;
