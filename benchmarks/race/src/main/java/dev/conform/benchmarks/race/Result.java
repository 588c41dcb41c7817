package dev.conform.benchmarks.race;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How one engine did at one thing.
 *
 * @param subject the network, or the shape of a layer
 * @param mode what was done with it
 * @param batch images at once
 * @param threads that the engine could use
 * @param engine the library
 * @param version of the library
 * @param setting the fastest way to set it up
 * @param millis the times of the rounds
 * @param flops the floating-point operations of one time; 0 where they are not what counts
 * @param ratio its times over Conform's in the same round
 * @param peakPart the part of the machine's floating-point operations that it used
 * @param peakMiB its process's peak resident memory
 * @param others how many processors other processes used meanwhile
 */
record Result(
    String subject,
    String mode,
    int batch,
    int threads,
    String engine,
    String version,
    String setting,
    Spread millis,
    double flops,
    Spread ratio,
    double peakPart,
    long peakMiB,
    double others) {

  /** The head of the table. */
  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-21s %-12s %5s %7s  %-15s %10s %10s %10s  %-18s %8s %7s %8s %7s  %s",
          "network",
          "mode",
          "batch",
          "threads",
          "engine",
          "median ms",
          "min ms",
          "max ms",
          "× Conform (range)",
          "GFLOP/s",
          "% peak",
          "RSS MiB",
          "others",
          "setting");

  String line() {
    return String.format(
        Locale.ROOT,
        "%-21s %-12s %5d %7d  %-15s %10.3f %10.3f %10.3f  %5.2f %-12s %8s %7s %8d %7.2f  %s",
        subject,
        mode,
        batch,
        threads,
        engine,
        millis.median(),
        millis.min(),
        millis.max(),
        ratio.median(),
        String.format(Locale.ROOT, "(%.2f–%.2f)", ratio.min(), ratio.max()),
        worth("%.1f", flops / (millis.median() * 1e6)),
        worth("%.1f", 100 * peakPart),
        peakMiB,
        others,
        setting);
  }

  private String worth(String format, double figure) {
    return flops == 0 ? "" : String.format(Locale.ROOT, format, figure);
  }

  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", subject);
    fields.put("mode", mode);
    fields.put("batch", batch);
    fields.put("threads", threads);
    fields.put("engine", engine);
    fields.put("medianMillis", millis.median());
    fields.put("minMillis", millis.min());
    fields.put("maxMillis", millis.max());
    fields.put("rounds", millis.count());
    fields.put("peakRssMiB", peakMiB);
    fields.put("ratioToConform", ratio.median());
    return fields;
  }

  /** Returns, for example, {@code LeNet5 training b64 t2}. */
  String task() {
    return "%s %s b%d t%d".formatted(subject, mode, batch, threads);
  }
}
