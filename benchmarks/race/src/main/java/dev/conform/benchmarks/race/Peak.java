package dev.conform.benchmarks.race;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures how many floating-point operations the machine can do: fused multiplications and
 * additions on registers, enough of them at once to hide their latency. The speed of the machine
 * drifts, so it is measured in every round.
 */
final class Peak {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int STEPS = 1_000_000;

  private final Team team;

  Peak(Team team) {
    this.team = team;
    for (int i = 0; i < 20; i++) {
      gflops(1);
    }
  }

  /** Returns GFLOP/s of so many threads together: the best of a few short runs. */
  double gflops(int threads) {
    double flops = 2.0 * CHAINS * SPECIES.length() * STEPS * threads;
    return flops / team.fastest(threads, 5, thread -> chains());
  }

  /** The sum is returned so that nothing can be left out. */
  private static float chains() {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 1e-3f);
    FloatVector a = term;
    FloatVector b = term;
    FloatVector c = term;
    FloatVector d = term;
    FloatVector e = term;
    FloatVector f = term;
    FloatVector g = term;
    FloatVector h = term;
    FloatVector i = term;
    FloatVector j = term;
    FloatVector k = term;
    FloatVector l = term;
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
    return sum.add(g).add(h).add(i).add(j).add(k).add(l).reduceLanes(VectorOperators.ADD);
  }
}
