package dev.conform.tests.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.SafetensorsFile;
import dev.conform.runtime.io.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound files: those of Python's implementation, and our own byte by byte. */
final class SafetensorsTest {

  /** What Python wrote: {@code numpy.arange(12).reshape(3, 4) / 8 - 0.5}, exact in each type. */
  private static final float[] EIGHTHS = {
    -0.5f, -0.375f, -0.25f, -0.125f, 0, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f
  };

  @TempDir private Path directory;

  /** python.safetensors was written by Python's safetensors 0.8.0 from numpy arrays. */
  private SafetensorsFile python() throws IOException {
    Path file = directory.resolve("python.safetensors");
    try (InputStream resource =
        Objects.requireNonNull(getClass().getResourceAsStream("python.safetensors"))) {
      Files.copy(resource, file);
    }
    return Safetensors.read(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"double.weight", "single.weight", "half.weight", "brain.weight"})
  void readsEachTypeThatPythonWrote(String name) throws IOException {
    StoredTensor tensor = python().tensor(name);
    assertEquals(List.of(3, 4), tensor.shape());
    assertArrayEquals(EIGHTHS, tensor.values());
  }

  @Test
  void readsSpecialValuesScalarsAndEmptyTensorsThatPythonWrote() throws IOException {
    SafetensorsFile file = python();
    float smallest = 0x1p-24f; // 6e-8 rounds to the smallest subnormal half
    assertArrayEquals(
        new float[] {
          0, -0.0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 65504, smallest
        },
        file.tensor("specials").values());
    assertEquals(List.of(), file.tensor("scalar").shape());
    assertArrayEquals(new float[] {2.5f}, file.tensor("scalar").values());
    assertEquals(List.of(0, 3), file.tensor("empty").shape());
    assertEquals(Map.of("format", "pt", "größe", "µ \"quoted\"\n"), file.metadata());
  }

  @Test
  void writesWhatTheFormatSays() throws IOException {
    Path file = directory.resolve("w.safetensors");
    Safetensors.write(
        file,
        List.of(
            new StoredTensor("b", List.of(1, 2), new float[] {1, -2}),
            new StoredTensor("a", List.of(), new float[] {0.5f})),
        Map.of("format", "pt"));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    byte[] bytes = Files.readAllBytes(file);
    int padded = (header.length() + 7) / 8 * 8;
    assertEquals(8 + padded + 12, bytes.length);
    assertEquals(padded, bytes[0] & 0xFF);
    assertEquals(
        header + " ".repeat(padded - header.length()),
        new String(bytes, 8, padded, StandardCharsets.UTF_8));
    byte[] values = new byte[12];
    System.arraycopy(bytes, 8 + padded, values, 0, 12);
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0x3F}, values);
  }

  /** Sizes on both sides of the buffer's, and the bits of every kind of float. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 262_143, 262_144, 262_145, 600_001})
  void roundTripKeepsEveryBit(int size) throws IOException {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    Path file = directory.resolve("bits.safetensors");
    Safetensors.write(
        file,
        List.of(
            new StoredTensor("first", List.of(1), new float[] {7}),
            new StoredTensor("bits", List.of(size), values)));
    float[] read = Safetensors.read(file).tensor("bits").values();
    assertEquals(size, read.length);
    for (int i = 0; i < size; i++) {
      if (!Float.isNaN(values[i])) {
        assertEquals(Float.floatToRawIntBits(values[i]), Float.floatToRawIntBits(read[i]));
      } else {
        assertTrue(Float.isNaN(read[i]));
      }
    }
  }

  /** A name is text, never a path (W07). */
  @ParameterizedTest
  @ValueSource(strings = {"../../escape", "/etc/passwd", "", "a\u0000b", "\"\\\n", "数 😀", "con"})
  void anyTextIsAName(String name) throws IOException {
    Path file = directory.resolve("names.safetensors");
    Safetensors.write(file, List.of(new StoredTensor(name, List.of(1), new float[] {1})));
    assertArrayEquals(new float[] {1}, Safetensors.read(file).tensor(name).values());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesToWriteWhatCannotBeRead() {
    StoredTensor tensor = new StoredTensor("a", List.of(1), new float[1]);
    Path file = directory.resolve("x.safetensors");
    assertThrows(
        IllegalArgumentException.class, () -> Safetensors.write(file, List.of(tensor, tensor)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Safetensors.write(file, List.of(tensor), Map.of("k", "\uD800")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new StoredTensor("__metadata__", List.of(1), new float[1]));
    assertThrows(
        IllegalArgumentException.class, () -> new StoredTensor("a", List.of(2), new float[1]));
    assertThrows(
        IllegalArgumentException.class, () -> new StoredTensor("\uDC00", List.of(1), new float[1]));
    assertTrue(Files.notExists(file));
  }

  @Test
  void namesWhatIsThereWhenATensorIsNot() throws IOException {
    SafetensorsFile file =
        new SafetensorsFile(List.of(new StoredTensor("a", List.of(1), new float[1])), Map.of());
    assertEquals(
        "no tensor \"b\"; there are [a [1]]",
        assertThrows(IllegalArgumentException.class, () -> file.tensor("b")).getMessage());
  }

  @Test
  void aMissingFileIsMissing() {
    assertThrows(
        NoSuchFileException.class, () -> Safetensors.read(directory.resolve("none.safetensors")));
  }
}
