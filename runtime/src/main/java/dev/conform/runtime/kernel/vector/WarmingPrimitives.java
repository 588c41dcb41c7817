package dev.conform.runtime.kernel.vector;

import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.RawMemory;
import dev.conform.runtime.kernel.StridedView;

/**
 * The vector loops when a process first runs them. A loop that turns for long is compiled while it
 * runs, from that place on, and then once more from its beginning; for the tiles of products the
 * first takes two to three times as long as the second, and is no use after it. So products are
 * made in parts of few turns, and tiles are compiled after some hundred calls.
 */
final class WarmingPrimitives extends VectorPrimitives {

  private static final int TURNS = 32;

  /** Enough for the tiles to be compiled; an inference of many images has more. */
  private static final int PRODUCTS = 2_000;

  private final Primitives vectors;

  /** Roughly, for several threads count at once. */
  private int products;

  WarmingPrimitives(Primitives vectors) {
    this.vectors = vectors;
  }

  @Override
  public Primitives warmer() {
    return vectors;
  }

  @Override
  public void product(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu) {
    if (rows == 1 || products > PRODUCTS) {
      super.product(c, ldc, rows, columns, a, view, b, ldb, bias, added, relu);
      return;
    }
    products++;
    int length = view.runLength();
    int depth = view.runs() * length;
    StridedView part = new StridedView();
    int some;
    for (int k = 0; k < depth; k += some) {
      int inRun = k % length;
      long from = (long) (k / length) * view.runStride() + (long) inRun * view.step();
      some = Math.min(TURNS, length - inRun);
      boolean isLast = k + some == depth;
      // The bias comes first, or where something else is added, last.
      boolean hasBias = added == 0 ? k == 0 : isLast;
      super.product(
          c,
          ldc,
          rows,
          columns,
          RawMemory.at(a, from),
          part.rows(view).columns(1, 0, some, view.step()),
          RawMemory.at(b, k * ldb),
          ldb,
          hasBias ? bias : 0,
          k == 0 ? added : c,
          relu && isLast);
    }
  }
}
