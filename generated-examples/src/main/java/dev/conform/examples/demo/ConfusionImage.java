package dev.conform.examples.demo;

import dev.conform.runtime.train.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Draws which digits were taken for which: right answers in blue, mistakes in orange. */
final class ConfusionImage {

  private static final int CELL = 52;
  private static final int GAP = 2;
  private static final int LEFT = 76;
  private static final int TOP = 104;
  private static final int RIGHT = 84;
  private static final int BOTTOM = 28;
  private static final double PERCENT = 100;

  private ConfusionImage() {}

  /**
   * Draws the matrix.
   *
   * @param matrix counts of the test images
   * @param title above it
   * @param file a PNG to create or replace
   */
  static void write(ConfusionMatrix matrix, String title, Path file) throws IOException {
    int classes = matrix.classes();
    int side = classes * CELL;
    Canvas canvas = new Canvas(LEFT + side + RIGHT, TOP + side + BOTTOM);
    canvas.text(title, Canvas.font(Font.BOLD, 16), Canvas.INK, 0, 14, LEFT + side + RIGHT, 26);
    Font plain = Canvas.font(Font.PLAIN, 13);
    canvas.text("taken for", plain, Canvas.INK, LEFT, TOP - 52, side, 20);
    canvas.textUpward("digit in the image", plain, Canvas.INK, 12, TOP, 20, side);
    canvas.text("found", plain, Canvas.FAINT, LEFT + side, TOP - 30, RIGHT, 24);
    long most = mostMistakes(matrix);
    for (int actual = 0; actual < classes; actual++) {
      int y = TOP + actual * CELL;
      Font bold = Canvas.font(Font.BOLD, 14);
      canvas.text(Integer.toString(actual), bold, Canvas.INK, LEFT - 32, y, 26, CELL);
      canvas.text(
          Integer.toString(actual), bold, Canvas.INK, LEFT + actual * CELL, TOP - 30, CELL, 24);
      String recall = String.format(Locale.ROOT, "%.1f %%", PERCENT * matrix.recall(actual));
      canvas.text(recall, plain, Canvas.FAINT, LEFT + side, y, RIGHT, CELL);
      for (int predicted = 0; predicted < classes; predicted++) {
        cell(canvas, matrix, actual, predicted, most);
      }
    }
    canvas.save(file);
  }

  private static void cell(
      Canvas canvas, ConfusionMatrix matrix, int actual, int predicted, long most) {
    long count = matrix.count(actual, predicted);
    boolean right = actual == predicted;
    // A root, so that one mistake can be told from none.
    double share = right ? matrix.recall(actual) : most == 0 ? 0 : Math.sqrt((double) count / most);
    Color back =
        count == 0
            ? Canvas.tint(Canvas.GRID, 0.35)
            : Canvas.tint(right ? Canvas.BLUE : Canvas.ORANGE, right ? share : 0.85 * share);
    int x = LEFT + predicted * CELL;
    int y = TOP + actual * CELL;
    canvas.fill(back, x, y, CELL - GAP, CELL - GAP);
    if (count > 0) {
      canvas.text(
          Long.toString(count),
          Canvas.font(right ? Font.BOLD : Font.PLAIN, 13),
          right && share > 0.5 ? Color.WHITE : Canvas.INK,
          x,
          y,
          CELL - GAP,
          CELL - GAP);
    }
  }

  private static long mostMistakes(ConfusionMatrix matrix) {
    long most = 0;
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        if (actual != predicted) {
          most = Math.max(most, matrix.count(actual, predicted));
        }
      }
    }
    return most;
  }
}
