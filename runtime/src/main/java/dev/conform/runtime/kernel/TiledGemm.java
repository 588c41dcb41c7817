package dev.conform.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Products by {@link Primitives#product}: what is used where there is no native library. */
final class TiledGemm implements Gemm {

  /** Rows and columns of a panel: 32 KiB, so that it stays in the first-level cache. */
  private static final int PANEL_ROWS = 128;

  private static final int PANEL_COLUMNS = 64;

  private final Primitives primitives;
  private final StridedView view = new StridedView();
  private final MemorySegment panelMemory =
      Arena.ofAuto().allocate((long) PANEL_ROWS * PANEL_COLUMNS * Float.BYTES, 64);
  private final long panel = panelMemory.address();

  TiledGemm(Primitives primitives) {
    this.primitives = primitives;
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long b,
      int ldb,
      boolean accumulate,
      long c,
      int ldc) {
    if (!transposeB) {
      block(transposeA, m, n, k, a, lda, b, ldb, accumulate, c, ldc);
      return;
    }
    for (int column = 0; column < n; column += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - column);
      for (int row = 0; row < k; row += PANEL_ROWS) {
        int rows = Math.min(PANEL_ROWS, k - row);
        transpose(RawMemory.at(b, (long) column * ldb + row), ldb, rows, columns);
        long block = RawMemory.at(a, transposeA ? (long) row * lda : row);
        long result = RawMemory.at(c, column);
        boolean add = accumulate || row > 0;
        block(transposeA, m, columns, rows, block, lda, panel, columns, add, result, ldc);
      }
    }
  }

  private void block(
      boolean transposeA,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long b,
      int ldb,
      boolean accumulate,
      long c,
      int ldc) {
    if (transposeA) {
      view.matrix(m, 1, k, lda);
    } else {
      view.matrix(m, lda, k, 1);
    }
    primitives.product(c, ldc, m, n, a, view, b, ldb, 0, accumulate ? c : 0, false);
  }

  /** Writes columns × rows from b, turned over, into the panel. */
  private void transpose(long b, int ldb, int rows, int columns) {
    for (int column = 0; column < columns; column++) {
      long from = RawMemory.at(b, (long) column * ldb);
      for (int row = 0; row < rows; row++) {
        RawMemory.set(
            RawMemory.at(panel, (long) row * columns + column),
            RawMemory.get(RawMemory.at(from, row)));
      }
    }
  }
}
