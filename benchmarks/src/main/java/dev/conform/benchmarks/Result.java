package dev.conform.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How one engine did at one task.
 *
 * @param task what it did
 * @param engine its name
 * @param version its version
 * @param millis the medians of the rounds
 * @param ratio its time over Conform's in the same round
 * @param peakMiB its process's peak resident memory
 */
record Result(Task task, String engine, String version, Spread millis, Spread ratio, long peakMiB) {

  static Result of(Task task, EngineProcess engine, double[] millis, double[] conform)
      throws IOException {
    double[] ratios = new double[millis.length];
    Arrays.setAll(ratios, round -> millis[round] / conform[round]);
    return new Result(
        task,
        engine.name(),
        engine.ask("version"),
        Spread.of(millis),
        Spread.of(ratios),
        engine.peakMiB());
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-9s %5d  %-10s %10.4f %10.4f %10.4f %8d %7.2f (%.2f–%.2f)",
        task.mode(),
        task.batch(),
        engine,
        millis.median(),
        millis.min(),
        millis.max(),
        peakMiB,
        ratio.median(),
        ratio.min(),
        ratio.max());
  }

  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", "LeNet5");
    fields.put("mode", task.mode().toString());
    fields.put("batch", task.batch());
    fields.put("engine", engine);
    fields.put("medianMillis", millis.median());
    fields.put("minMillis", millis.min());
    fields.put("maxMillis", millis.max());
    fields.put("rounds", millis.count());
    fields.put("peakRssMiB", peakMiB);
    fields.put("ratioToConform", ratio.median());
    return fields;
  }
}
