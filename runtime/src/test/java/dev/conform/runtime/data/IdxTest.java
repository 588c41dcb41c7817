package dev.conform.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed files are read; every other one is refused with its place, and without memory. */
class IdxTest {

  private static final int IMAGES = 3;
  private static final int HEIGHT = 2;
  private static final int WIDTH = 5;

  @TempDir private Path directory = Path.of("");
  private byte[] pixels = {};
  private byte[] images = {};
  private byte[] labels = {};

  @BeforeEach
  void makeFiles() {
    pixels = new byte[IMAGES * HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i + 100);
    }
    images = idx(0x08, pixels, IMAGES, HEIGHT, WIDTH);
    labels = idx(0x08, new byte[] {9, 0, 4}, IMAGES);
  }

  private static byte[] idx(int type, byte[] values, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    buffer.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dimensions.length);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(values).array();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return packed.toByteArray();
  }

  private ImageDataset read(byte[] imageFile, byte[] labelFile) throws IOException {
    Path imagePath = Files.write(directory.resolve("images"), imageFile);
    Path labelPath = Files.write(directory.resolve("labels"), labelFile);
    return Idx.read(imagePath, labelPath, 10);
  }

  private MalformedDataException refused(byte[] imageFile, byte[] labelFile) {
    return assertThrows(MalformedDataException.class, () -> read(imageFile, labelFile));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPlainAndPackedFiles(boolean packed) throws IOException {
    ImageDataset data = packed ? read(gzip(images), gzip(labels)) : read(images, labels);
    assertEquals("3 images of 1×2×5, 3 labels of 10 classes", data.toString());
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < HEIGHT * WIDTH; i++) {
        assertEquals((pixels[10 * image + i] & 0xff) / 255f, data.get(image)[i]);
      }
    }
    assertArrayEquals(new int[] {9, 0, 4}, new int[] {data.label(0), data.label(1), data.label(2)});
  }

  @Test
  void readsImagesOfSeveralChannels() throws IOException {
    ImageDataset data = read(idx(0x08, pixels, 3, 5, 2, 1), labels);
    assertEquals(Shape.image(5, 2, 1), data.imageShape());
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    MalformedDataException swapped = refused(labels, images);
    assertEquals(
        directory.resolve("images") + ", offset 3: expected 3 or 4 dimensions for images, found 1",
        swapped.getMessage());
    assertEquals(3, swapped.offset());
    assertEquals(directory.resolve("images").toString(), swapped.file());
    assertEquals("3 or 4 dimensions for images", swapped.expected());
    assertEquals("1", swapped.found());

    assertEquals(
        directory.resolve("images")
            + ", offset 2: expected type 0x08 (unsigned bytes), found 0x0d (floats)",
        refused(idx(0x0d, new byte[120], 3, 2, 5), labels).getMessage());
    assertEquals(
        directory.resolve("images")
            + ", offset 0: expected an IDX file, which begins with two zero bytes, found 89 50 4e 47",
        refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}, labels).getMessage());
    assertEquals(
        directory.resolve("labels")
            + ", offset 4: expected 3 labels, one for each image of images, found 2",
        refused(images, idx(0x08, new byte[2], 2)).getMessage());
    assertEquals(
        directory.resolve("labels")
            + ", offset 9: expected a label from 0 to 9 for image 1, found 10",
        refused(images, idx(0x08, new byte[] {0, 10, 0}, 3)).getMessage());
  }

  /** Any change of a byte of the header makes another file than the values that follow. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void everyChangeOfTheHeaderIsNoticed(int position) {
    for (byte[] changed : changes(images, position)) {
      for (byte[] file : new byte[][] {changed, gzip(changed)}) {
        MalformedDataException refused = refused(file, labels);
        assertTrue(refused.offset() <= images.length, refused.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void everyChangeOfTheLabelsHeaderIsNoticed(int position) {
    for (byte[] changed : changes(labels, position)) {
      MalformedDataException refused = refused(images, changed);
      assertTrue(refused.offset() <= labels.length, refused.getMessage());
    }
  }

  /** The file with one byte changed: each bit of it, and all of them. */
  private static List<byte[]> changes(byte[] file, int position) {
    List<byte[]> changes = new ArrayList<>();
    for (int mask : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      byte[] changed = file.clone();
      changed[position] ^= (byte) mask;
      changes.add(changed);
    }
    return changes;
  }

  @Test
  void everyTruncationIsNoticed() {
    for (int length = 0; length < images.length; length++) {
      MalformedDataException refused = refused(Arrays.copyOf(images, length), labels);
      assertTrue(refused.offset() <= length, refused.getMessage());
    }
    byte[] packed = gzip(images);
    for (int length = 0; length < packed.length; length++) {
      refused(Arrays.copyOf(packed, length), labels);
    }
    for (int length = 0; length < labels.length; length++) {
      refused(images, Arrays.copyOf(labels, length));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trailingBytesAreNoticed(boolean packed) {
    byte[] longer = Arrays.copyOf(images, images.length + 1);
    MalformedDataException refused = refused(packed ? gzip(longer) : longer, labels);
    assertEquals(images.length, refused.offset());
    assertEquals("the end of the file", refused.expected());
  }

  /** Flips each bit after the header of ten bytes; the last byte of data has bits without use. */
  @Test
  void damageOfPackedDataIsNoticedOrChangesNothing() throws IOException {
    byte[] packed = gzip(images);
    int harmless = 0;
    for (int bit = 80; bit < 8 * packed.length; bit++) {
      byte[] changed = packed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        ImageDataset data = read(changed, labels);
        assertArrayEquals(read(images, labels).get(2), data.get(2));
        harmless++;
      } catch (MalformedDataException noticed) {
        assertTrue(noticed.offset() <= images.length, noticed.getMessage());
      }
    }
    assertTrue(harmless < 8, harmless + " bits without use");
  }

  /** The header promises up to 2^96 bytes; the file could not hold them. */
  @ParameterizedTest
  @CsvSource({
    "-1, -1, -1",
    "2147483647, 1, 1",
    "2147483647, 2147483647, 2147483647",
    "65536, 65536, 65536",
    "1, -2147483648, 1",
    "3, 2, 2147483647",
    "0, 2, 5",
    "3, 0, 5",
    "3, 2, 0",
  })
  void hugeAndEmptyDimensionsAreRefusedBeforeMemoryIsTaken(int count, int height, int width) {
    byte[] file = idx(0x08, pixels, count, height, width);
    for (byte[] each : new byte[][] {file, gzip(file)}) {
      long before = allocated();
      refused(each, labels);
      assertTrue(allocated() - before < 4_000_000, "bytes " + (allocated() - before));
    }
  }

  @Test
  void aBombCostsNoMoreThanItsHeaderPromises() {
    // 64 MB of zeros in 65 kB, behind a header that promises 30 bytes.
    byte[] bomb = gzip(Arrays.copyOf(images, 64 << 20));
    assertTrue(bomb.length < 100_000);
    long before = allocated();
    MalformedDataException refused = refused(bomb, labels);
    assertEquals(images.length, refused.offset());
    assertTrue(allocated() - before < 4_000_000, "bytes " + (allocated() - before));
  }

  @Test
  void aPromiseThatTheFileDoesNotKeepCostsWhatTheFileHolds() {
    // 100 kB of noise could unpack to 100 MB, so the header is believed until the data end.
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    byte[] file = gzip(idx(0x08, noise, 100_000, 10, 100));
    long before = allocated();
    MalformedDataException refused = refused(file, labels);
    assertEquals(16 + noise.length, refused.offset());
    assertTrue(allocated() - before < 4_000_000, "bytes " + (allocated() - before));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
