package dev.conform.examples.demo;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws the test images that surprised the network most, with label and prediction. */
final class MistakesImage {

  private static final int COLUMNS = 8;
  private static final int ROWS = 4;
  private static final int PICTURE = 84;
  private static final int CELL_WIDTH = 112;
  private static final int CELL_HEIGHT = 132;
  private static final int TOP = 76;
  private static final int MARGIN = 16;
  private static final double PERCENT = 100;
  private static final float WHITE = 255;

  private MistakesImage() {}

  /**
   * Draws the worst mistakes.
   *
   * @param mistakes the worst first
   * @param pictures the test images, one channel with values from 0 to 1
   * @param title above them
   * @param file a PNG to create or replace
   */
  static void write(List<Answers.Answer> mistakes, ImageDataset pictures, String title, Path file)
      throws IOException {
    int width = COLUMNS * CELL_WIDTH + 2 * MARGIN;
    int shown = Math.min(mistakes.size(), ROWS * COLUMNS);
    int rows = Math.max(1, (shown + COLUMNS - 1) / COLUMNS);
    Canvas canvas = new Canvas(width, TOP + rows * CELL_HEIGHT + MARGIN);
    canvas.text(title, Canvas.font(Font.BOLD, 16), Canvas.INK, 0, 14, width, 26);
    String subtitle =
        mistakes.isEmpty()
            ? "every test image was classified correctly"
            : String.format(
                Locale.ROOT,
                "%,d of %,d test images are wrong; the %d that surprised the network most, as: label → prediction",
                mistakes.size(),
                pictures.size(),
                shown);
    canvas.text(subtitle, Canvas.font(Font.PLAIN, 13), Canvas.FAINT, 0, 42, width, 20);
    for (int i = 0; i < shown; i++) {
      Answers.Answer answer = mistakes.get(i);
      int x = MARGIN + i % COLUMNS * CELL_WIDTH;
      int y = TOP + i / COLUMNS * CELL_HEIGHT;
      int inset = (CELL_WIDTH - PICTURE) / 2;
      canvas.fill(Canvas.GRID, x + inset - 1, y - 1, PICTURE + 2, PICTURE + 2);
      canvas.image(picture(pictures, answer.index()), x + inset, y, PICTURE, PICTURE);
      canvas.text(
          "%d → %d".formatted(answer.actual(), answer.predicted()),
          Canvas.font(Font.BOLD, 14),
          Canvas.INK,
          x,
          y + PICTURE + 3,
          CELL_WIDTH,
          20);
      canvas.text(
          String.format(Locale.ROOT, "%.1f %% sure", PERCENT * answer.confidence()),
          Canvas.font(Font.PLAIN, 11),
          Canvas.FAINT,
          x,
          y + PICTURE + 21,
          CELL_WIDTH,
          16);
    }
    canvas.save(file);
  }

  /** Dark ink on white paper. */
  private static BufferedImage picture(ImageDataset pictures, int index) {
    Shape shape = pictures.imageShape();
    float[] values = pictures.get(index);
    BufferedImage image =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        float ink = Math.min(1, Math.max(0, values[y * shape.width() + x]));
        int level = Math.round(WHITE * (1 - ink));
        image.setRGB(x, y, new Color(level, level, level).getRGB());
      }
    }
    return image;
  }
}
