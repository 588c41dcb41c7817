package dev.conform.processor.ir;

/**
 * What of the network's input one value sees (Dumoulin and Visin 2016; Araujo et al. 2019).
 *
 * @param height rows that it depends on
 * @param width columns that it depends on
 * @param jumpH rows of the input between neighbouring values
 * @param jumpW columns between them
 * @param top the first row that the first value depends on; less than 0 where padding is
 * @param left the first column of it
 * @param whole whether it depends on the whole input (behind a dense layer or a global pool)
 */
public record ReceptiveField(
    long height, long width, long jumpH, long jumpW, long top, long left, boolean whole) {

  /** What a pixel of the input sees: itself. */
  public static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1, 1, 0, 0, false);

  /** Returns what a value sees that is computed from two others in the same place. */
  public ReceptiveField with(ReceptiveField other) {
    long firstRow = Math.min(top, other.top);
    long firstColumn = Math.min(left, other.left);
    long lastRow = Math.max(top + height, other.top + other.height);
    long lastColumn = Math.max(left + width, other.left + other.width);
    return new ReceptiveField(
        lastRow - firstRow,
        lastColumn - firstColumn,
        Math.max(jumpH, other.jumpH),
        Math.max(jumpW, other.jumpW),
        firstRow,
        firstColumn,
        whole || other.whole);
  }
}
