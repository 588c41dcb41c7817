package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.style.colors.XChartSeriesColors;

class ChartTest {

  @TempDir private Path directory;

  /** Each engine has its colour; its bars are as high as its times are long. */
  @Test
  void barsAreAsHighAsTheRatios() throws IOException {
    Path file = directory.resolve("results.png");
    Chart.write(
        file,
        List.of(
            Results.of("LeNet5", "training", 64, "conform", 1),
            Results.of("LeNet5", "training", 64, "pytorch", 2),
            Results.of("Vgg16", "training", 4, "conform", 1),
            Results.of("Vgg16", "training", 4, "pytorch", 4)));
    BufferedImage image = ImageIO.read(file.toFile());
    List<Integer> ours = bars(image, XChartSeriesColors.BLUE);
    List<Integer> theirs = bars(image, XChartSeriesColors.ORANGE);
    int one = ours.get(0);
    assertEquals(1, ours.get(1) / (double) one, 0.02);
    assertEquals(2, theirs.get(0) / (double) one, 0.04);
    assertEquals(4, theirs.get(1) / (double) one, 0.08);
  }

  /** Returns the heights of what has a colour, from left to right; the last is in the legend. */
  private static List<Integer> bars(BufferedImage image, Color colour) {
    List<Integer> heights = new ArrayList<>();
    int before = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      int height = height(image, x, colour);
      if (height > 0 && before == 0) {
        heights.add(height);
      } else if (height > before) {
        heights.set(heights.size() - 1, height);
      }
      before = height;
    }
    return heights;
  }

  /** From the uppermost to the lowest pixel: lines of the grid lie in between. */
  private static int height(BufferedImage image, int x, Color colour) {
    int[] rows =
        IntStream.range(0, image.getHeight())
            .filter(y -> isOnWhite(new Color(image.getRGB(x, y)), colour))
            .toArray();
    return rows.length == 0 ? 0 : rows[rows.length - 1] - rows[0] + 1;
  }

  /** Bars are translucent. */
  private static boolean isOnWhite(Color pixel, Color colour) {
    return isOnWhite(pixel.getRed(), colour.getRed(), colour.getAlpha())
        && isOnWhite(pixel.getGreen(), colour.getGreen(), colour.getAlpha())
        && isOnWhite(pixel.getBlue(), colour.getBlue(), colour.getAlpha());
  }

  private static boolean isOnWhite(int pixel, int colour, int alpha) {
    return Math.abs(255 - (255 - colour) * alpha / 255.0 - pixel) <= 1;
  }

  @Test
  void eachGroupHasAChartOfItsOwn() throws IOException {
    Path one = directory.resolve("one.png");
    Path two = directory.resolve("two.png");
    Result training = Results.of("LeNet5", "training", 64, 2, "pytorch", 2);
    Chart.write(one, List.of(training));
    Chart.write(two, List.of(training, Results.of("LeNet5", "training", 64, 1, "pytorch", 2)));
    assertEquals(
        2 * ImageIO.read(one.toFile()).getHeight(), ImageIO.read(two.toFile()).getHeight());
  }

  @Test
  void nothingIsDrawnOfLayersOnTheirOwn() throws IOException {
    Path file = directory.resolve("results.png");
    Chart.write(file, List.of(Results.of("3×3 64→64@56", "forward", 8, "pytorch", 2)));
    assertFalse(Files.exists(file));
  }
}
