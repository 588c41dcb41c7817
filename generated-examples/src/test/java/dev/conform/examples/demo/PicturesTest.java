package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import dev.conform.runtime.train.ConfusionMatrix;
import dev.conform.runtime.train.Epoch;
import dev.conform.runtime.train.History;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of the usual and the odd: X03 of the fault model. */
final class PicturesTest {

  @TempDir private Path directory;

  private static Epoch epoch(int number, double loss) {
    return new Epoch(number, loss, 1 - loss, loss, 1 - loss, 1e-3, 1);
  }

  static Stream<List<Epoch>> histories() {
    return Stream.of(
        List.of(),
        List.of(epoch(1, 0.5)),
        List.of(epoch(1, Double.NaN)),
        List.of(epoch(1, 0)),
        List.of(epoch(1, Double.POSITIVE_INFINITY), epoch(2, 0.5), epoch(3, Double.NaN)),
        List.of(epoch(1, 0.5), epoch(2, 0.5)),
        IntStream.rangeClosed(1, 2000).mapToObj(i -> epoch(i, 1.0 / i)).toList());
  }

  private BufferedImage read(Path file) throws IOException {
    return Objects.requireNonNull(ImageIO.read(file.toFile()), "not a picture");
  }

  /** Counts pixels of about this colour: a line that is drawn has many. */
  private static long count(BufferedImage picture, Color colour) {
    long count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += (picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF) ? 1 : 0;
      }
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("histories")
  void anyHistoryIsDrawn(List<Epoch> epochs) throws IOException {
    Path file = directory.resolve("history.png");
    Plots.history(new History(epochs, History.End.COMPLETED), "X", file);
    BufferedImage picture = read(file);
    assertEquals(1280, picture.getWidth());
    boolean drawn = epochs.stream().anyMatch(epoch -> Double.isFinite(epoch.validationLoss()));
    assertEquals(drawn, count(picture, Canvas.ORANGE) > 20);
  }

  @Test
  void aConfusionMatrixIsDrawnWithItsMistakes() throws IOException {
    Path file = directory.resolve("confusion.png");
    ConfusionImage.write(new ConfusionMatrix(new long[][] {{5, 0}, {0, 7}}), "X", file);
    assertTrue(count(read(file), Canvas.BLUE) > 1000, "right answers are blue");
    assertEquals(0, count(read(file), Canvas.tint(Canvas.ORANGE, 0.85)));
    ConfusionImage.write(new ConfusionMatrix(new long[][] {{5, 3}, {0, 7}}), "X", file);
    assertTrue(count(read(file), Canvas.tint(Canvas.ORANGE, 0.85)) > 1000, "mistakes are orange");
    ConfusionImage.write(new ConfusionMatrix(new long[10][10]), "no images", file);
    assertTrue(read(file).getWidth() > 0);
  }

  @Test
  void mistakesAreDrawnManyOrNone() throws IOException {
    Path file = directory.resolve("mistakes.png");
    float[] pixels = new float[64 * 3];
    Arrays.fill(pixels, 64, 128, 1); // the second image is all ink
    ImageDataset pictures =
        ImageDataset.ofFloats(
            Shape.image(1, 8, 8), pixels, Targets.ofLabels(new int[] {1, 2, 3}, 10));
    MistakesImage.write(List.of(), pictures, "X", file);
    long before = count(read(file), Color.BLACK);
    MistakesImage.write(List.of(new Answers.Answer(1, 2, 7, 0.9f, 0.01f)), pictures, "X", file);
    assertTrue(count(read(file), Color.BLACK) > before + 84 * 84, "no ink");
    MistakesImage.write(
        IntStream.range(0, 100)
            .mapToObj(i -> new Answers.Answer(i % 3, 1, 2, 0.5f, 0.25f))
            .toList(),
        pictures,
        "X",
        file);
    assertTrue(read(file).getHeight() > 1000);
  }
}
