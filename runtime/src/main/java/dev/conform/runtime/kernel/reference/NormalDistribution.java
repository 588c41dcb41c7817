package dev.conform.runtime.kernel.reference;

/** The standard normal distribution, to full double precision; Java has no error function. */
final class NormalDistribution {

  /** From here on the tail's continued fraction is exact with {@link #TERMS} terms. */
  private static final double TAIL = 3;

  private static final int TERMS = 100;

  private NormalDistribution() {}

  /** Returns φ(x), the density. */
  static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Returns Φ(x), the probability of a value below x. */
  static double cumulative(double x) {
    if (x < -TAIL) {
      return tail(-x);
    }
    return x > TAIL ? 1 - tail(x) : 0.5 + density(x) * series(x);
  }

  /** x + x³/3 + x⁵/(3·5) + …: all terms have one sign, so nothing cancels (Marsaglia 2004). */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < TERMS; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return sum;
  }

  /** 1 − Φ(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))) (Laplace), for large x. */
  private static double tail(double x) {
    double fraction = x;
    for (int n = TERMS; n > 0; n--) {
      fraction = x + n / fraction;
    }
    return density(x) / fraction;
  }
}
