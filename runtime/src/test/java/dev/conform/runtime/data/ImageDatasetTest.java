package dev.conform.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDatasetTest {

  private static final Shape SHAPE = Shape.image(2, 2, 3);

  /** Two images of 2×2×3; bytes 0, 10, 20 … so that every place can be told from every other. */
  private static ImageDataset bytes() {
    byte[] pixels = new byte[24];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (10 * i);
    }
    return ImageDataset.ofBytes(SHAPE, pixels, Targets.ofLabels(new int[] {1, 0}, 2));
  }

  private static ImageDataset numbered(int count) {
    float[] pixels = new float[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = i;
      labels[i] = i % 3;
    }
    return ImageDataset.ofFloats(Shape.image(1, 1, 1), pixels, Targets.ofLabels(labels, 3));
  }

  @Test
  void bytesAreSeenFrom0To1() {
    float[] image = bytes().get(1);
    for (int i = 0; i < image.length; i++) {
      assertEquals((10 * (i + 12)) / 255f, image[i], "value " + i);
    }
    assertEquals(0, bytes().label(1));
  }

  @Test
  void aBorderIsAddedOnEverySide() {
    float[] values = {1, 2, 3, 4, 5, 6};
    ImageDataset data =
        ImageDataset.ofFloats(Shape.image(2, 1, 3), values, Targets.ofVectors(new float[] {7}, 1));
    ImageDataset padded = data.pad(1);
    assertEquals(Shape.image(2, 3, 5), padded.imageShape());
    float[] expected = {
      0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0
    };
    assertArrayEquals(expected, padded.get(0));
    assertEquals(Shape.image(2, 5, 7), padded.pad(1).imageShape());
  }

  @Test
  void normalisationChangesTheBorderToo() {
    Normalization normalization = new Normalization(List.of(1f, 2f), List.of(0.5f, 4f));
    ImageDataset data =
        ImageDataset.ofFloats(
                Shape.image(2, 1, 1), new float[] {3, 10}, Targets.ofLabels(new int[] {0}, 2))
            .pad(1)
            .normalize(normalization);
    float[] image = data.get(0);
    assertEquals(-2, image[0]);
    assertEquals((3f - 1) / 0.5f, image[4]);
    assertEquals(-0.5f, image[9]);
    assertEquals((10f - 2) / 4, image[13]);
  }

  @Test
  void bytesAndFloatsAreNormalisedAlike() {
    Normalization normalization = new Normalization(List.of(0.1307f, 0.5f), List.of(0.3081f, 0.2f));
    float[] floats = new float[24];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((10 * i) & 0xff) / 255f;
    }
    ImageDataset same = ImageDataset.ofFloats(SHAPE, floats, Targets.ofLabels(new int[] {1, 0}, 2));
    for (int image = 0; image < 2; image++) {
      assertArrayEquals(
          same.normalize(normalization).pad(2).get(image),
          bytes().pad(2).normalize(normalization).get(image));
    }
  }

  @Test
  void measuringBringsEachChannelToMean0AndDeviation1() {
    Random random = new Random(1);
    float[] pixels = new float[50 * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      boolean first = i / 6 % 2 == 0;
      pixels[i] = (float) (random.nextGaussian() * (first ? 3 : 0.01) + (first ? -7 : 100));
    }
    ImageDataset data =
        ImageDataset.ofFloats(SHAPE, pixels, Targets.ofLabels(new int[50], 2)).pad(0);
    ImageDataset normalised = data.normalize(Normalization.measure(data));
    for (int channel = 0; channel < 2; channel++) {
      double sum = 0;
      double squares = 0;
      for (int image = 0; image < 50; image++) {
        for (int i = 0; i < 6; i++) {
          float value = normalised.get(image)[6 * channel + i];
          sum += value;
          squares += value * value;
        }
      }
      // 100 as a float is known to 4e-6 only, 4e-4 of this channel's deviation.
      assertEquals(0, sum / 300, 1e-3);
      assertEquals(1, squares / 300, 2e-3);
    }
  }

  @Test
  void measuringCountsTheBorder() {
    ImageDataset data =
        ImageDataset.ofFloats(
                Shape.image(1, 1, 2), new float[] {9, 18}, Targets.ofLabels(new int[] {0}, 2))
            .pad(1);
    Normalization measured = Normalization.measure(data); // two values and ten zeros
    assertEquals(27 / 12f, measured.mean().get(0), 1e-6);
    double variance = (81 + 324) / 12.0 - (27 / 12.0) * (27 / 12.0);
    assertEquals(Math.sqrt(variance), measured.deviation().get(0), 1e-6);
  }

  @Test
  void aConstantChannelCannotBeNormalised() {
    float[] pixels = new float[2 * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / 6 % 2 == 0 ? i : 0.1f;
    }
    ImageDataset data = ImageDataset.ofFloats(SHAPE, pixels, Targets.ofLabels(new int[] {1, 0}, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Normalization.measure(data))
            .getMessage();
    assertEquals(
        "channel 1 is 0.1 in every pixel: it has no deviation to divide by. "
            + "Leave the channel out, or give a Normalization with deviation 1 for it",
        message);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void aChannelThatIsNotFiniteCannotBeNormalised(float value) {
    float[] pixels = new float[2 * SHAPE.size()];
    pixels[12 + 7] = value;
    ImageDataset data =
        ImageDataset.ofFloats(SHAPE, fill(pixels), Targets.ofLabels(new int[] {1, 0}, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Normalization.measure(data))
            .getMessage();
    assertEquals(
        "image 1 has a NaN or infinite value in channel 1: it cannot be normalised", message);
  }

  private static float[] fill(float[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += i;
    }
    return pixels;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -1", "0, NaN", "0, Infinity", "NaN, 1", "Infinity, 1"})
  void numbersThatCannotNormaliseAreRefused(float mean, float deviation) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Normalization.of(mean, deviation))
            .getMessage();
    assertTrue(String.valueOf(message).contains("channel 0"), message);
  }

  @Test
  void imagesAreNormalisedOnce() {
    ImageDataset once = numbered(3).normalize(Normalization.of(1, 2));
    assertThrows(IllegalStateException.class, () -> once.normalize(Normalization.of(1, 2)));
  }

  @Test
  void partsKeepImagesAndLabelsTogether() {
    ImageDataset data = numbered(10);
    ImageDataset some = data.subset(7, 2, 2, 9).range(1, 4);
    assertEquals(3, some.size());
    int[] expected = {2, 2, 9};
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], some.get(i)[0]);
      assertEquals(expected[i] % 3, some.label(i));
    }
    assertEquals(4, data.first(4).size());
    assertThrows(IndexOutOfBoundsException.class, () -> data.first(11));
    assertThrows(IndexOutOfBoundsException.class, () -> data.subset(10));
    assertThrows(IndexOutOfBoundsException.class, () -> some.get(3));
  }

  @ParameterizedTest
  @CsvSource({"10, 0.8, 8", "10, 0.01, 1", "10, 0.99, 9", "2, 0.9, 1", "3, 0.5, 2"})
  void aSplitHasEachImageOnce(int size, double fraction, int first) {
    ImageDataset.Split split = numbered(size).split(fraction, 5);
    assertEquals(first, split.first().size());
    int[] seen = IntStream.concat(values(split.first()), values(split.second())).sorted().toArray();
    assertArrayEquals(IntStream.range(0, size).toArray(), seen);
  }

  @Test
  void aSplitDependsOnItsSeedOnly() {
    int[] one = values(numbered(50).split(0.5, 1).first()).toArray();
    assertArrayEquals(one, values(numbered(50).split(0.5, 1).first()).toArray());
    assertNotEquals(
        Arrays.toString(one),
        Arrays.toString(values(numbered(50).split(0.5, 2).first()).toArray()));
  }

  private static IntStream values(ImageDataset data) {
    return IntStream.range(0, data.size()).map(i -> (int) data.get(i)[0]);
  }

  @Test
  void numbersThatDoNotAgreeAreRefused() {
    Targets two = Targets.ofLabels(new int[] {0, 1}, 2);
    assertEquals(
        "25 values are not a whole number of images of 2×2×3 = 12 values each",
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageDataset.ofBytes(SHAPE, new byte[25], two))
            .getMessage());
    assertEquals(
        "3 images, but 2 targets: each image needs one",
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageDataset.ofFloats(SHAPE, new float[36], two))
            .getMessage());
    assertEquals(
        "a normalisation of 1 channels, but images of 2×2×3",
        assertThrows(
                IllegalArgumentException.class, () -> bytes().normalize(Normalization.of(0, 2)))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"-1", "3", "2147483647"})
  void aLabelOutOfRangeIsNamed(int label) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Targets.ofLabels(new int[] {0, 2, label}, 3))
            .getMessage();
    assertEquals("label %d of image 2 is outside 0 to 2".formatted(label), message);
  }

  @Test
  void targetsCountTheirClasses() {
    assertArrayEquals(new int[] {2, 0, 1}, Targets.ofLabels(new int[] {0, 2, 0}, 3).counts());
    assertThrows(IllegalStateException.class, () -> Targets.ofVectors(new float[4], 2).label(0));
    assertEquals(
        "value 1 of the target of image 1 is NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> Targets.ofVectors(new float[] {1, 2, 3, Float.NaN}, 2))
            .getMessage());
  }

  @Test
  void aLabelCountsAsOneHotOrAsANumber() {
    Targets labels = Targets.ofLabels(new int[] {1, 0}, 2);
    assertEquals(0, labels.value(0, 0, 2));
    assertEquals(1, labels.value(0, 1, 2));
    assertEquals(1, labels.value(0, 0, 1));
    assertEquals(0, labels.value(1, 0, 1));
  }

  @Test
  void anImageIsWrittenWhereItBelongs() {
    float[] floats = new float[5];
    Arrays.fill(floats, -1);
    numbered(4).readImage(3, MemorySegment.ofArray(floats), 2);
    assertArrayEquals(new float[] {-1, -1, 3, -1, -1}, floats);
  }
}
