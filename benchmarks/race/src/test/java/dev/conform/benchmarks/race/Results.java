package dev.conform.benchmarks.race;

/** Results that were never measured. */
final class Results {

  private Results() {}

  /** Returns a result of two threads. */
  static Result of(String subject, String mode, int batch, String engine, double ratio) {
    return of(subject, mode, batch, 2, engine, ratio);
  }

  /** Returns a result whose times are 2, 4 and 9 milliseconds. */
  static Result of(
      String subject, String mode, int batch, int threads, String engine, double ratio) {
    return new Result(
        subject,
        mode,
        batch,
        threads,
        engine,
        engine + " 1.0",
        "as it comes",
        Spread.of(new double[] {4, 9, 2}),
        1e9,
        new Spread(ratio, ratio / 2, ratio * 2, 3),
        0.5,
        64,
        0.01);
  }
}
