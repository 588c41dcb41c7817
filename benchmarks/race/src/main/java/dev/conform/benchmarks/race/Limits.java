package dev.conform.benchmarks.race;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the machine can do at most, on so many threads together: what results are to be seen beside.
 *
 * @param threads how many
 * @param fmaGflops GFLOP/s of multiplications and additions on registers
 * @param copyGigabytes GB/s of copying memory, read and written bytes together
 * @param triadGigabytes GB/s of {@code a = 3 · b + c} in memory
 * @param sgemmGflops GFLOP/s of OpenBLAS's product of matrices of 1024×1024
 */
record Limits(
    int threads,
    double fmaGflops,
    double copyGigabytes,
    double triadGigabytes,
    double sgemmGflops) {

  private static final int RUNS = 20;

  static Limits measure(int threads, Team team, Peak peak) {
    try (Bandwidth bandwidth = new Bandwidth(team, threads);
        MatrixProduct product = new MatrixProduct(team, threads)) {
      double fma =
          IntStream.range(0, RUNS).mapToDouble(run -> peak.gflops(threads)).max().orElseThrow();
      return new Limits(threads, fma, bandwidth.copy(), bandwidth.triad(), product.gflops());
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "limits, threads: %d: FMA %.0f GFLOP/s, sgemm %.0f GFLOP/s, memory copy %.1f GB/s, triad %.1f GB/s",
        threads,
        fmaGflops,
        sgemmGflops,
        copyGigabytes,
        triadGigabytes);
  }

  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("threads", threads);
    fields.put("fmaGflops", fmaGflops);
    fields.put("sgemmGflops", sgemmGflops);
    fields.put("copyGigabytesPerSecond", copyGigabytes);
    fields.put("triadGigabytesPerSecond", triadGigabytes);
    return fields;
  }
}
