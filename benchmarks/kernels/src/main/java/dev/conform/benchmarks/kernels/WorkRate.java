package dev.conform.benchmarks.kernels;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Reports how much work a benchmark does in a second, besides the time of a call. JMH makes the
 * profiler, so a benchmark cannot be handed one: it leaves its figures in this class, of which each
 * fork has its own.
 */
public final class WorkRate implements InternalProfiler {

  private static volatile double billions;
  private static volatile String unit = "";

  /** For JMH. */
  public WorkRate() {}

  /**
   * Notes what one call computes.
   *
   * @param flops additions and multiplications by the definition of the layer
   */
  static void computes(double flops) {
    billions = flops / 1e9;
    unit = "GFLOP/s";
  }

  /**
   * Notes what one call moves.
   *
   * @param floats values that it has to read and to write, each counted once
   */
  static void moves(double floats) {
    billions = floats * Float.BYTES / 1e9;
    unit = "GB/s";
  }

  @Override
  public String getDescription() {
    return "GFLOP/s or GB/s of the kernels";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double score = result.getPrimaryResult().getScore();
    return List.of(
        new ScalarResult(
            "rate", perSecond(score, benchmark.getTimeUnit()), unit, AggregationPolicy.AVG));
  }

  /** Returns the billions that the last call noted over the time of a call. */
  static double perSecond(double time, TimeUnit unit) {
    return billions / (time * unit.toNanos(1)) * TimeUnit.SECONDS.toNanos(1);
  }
}
