package dev.conform.tests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.conform.runtime.io.MalformedFileException;
import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.SafetensorsFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that break the format, each in one way: W01 to W03 of the fault model. */
@Timeout(30)
final class MalformedSafetensorsTest {

  private static final String SOUND =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
          + "\"b\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[16,22]}}";

  @TempDir private Path directory;

  private static Arguments file(String name, byte[] content, String... inMessage) {
    return Arguments.of(name, content, List.of(inMessage));
  }

  /** One tensor "a" in 16 bytes of data. */
  private static Arguments tensor(
      String name, String dtype, String shape, String offsets, String... inMessage) {
    String header =
        "{\"a\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}".formatted(dtype, shape, offsets);
    return file(name, RawFile.of(header, 16), inMessage);
  }

  private static Arguments header(String name, String header, String... inMessage) {
    return file(name, RawFile.of(header, 16), inMessage);
  }

  static Stream<Arguments> lengths() {
    byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        file("empty file", new byte[0], "0 bytes", "8 bytes"),
        file("seven bytes", new byte[7], "7 bytes", "8 bytes"),
        file("no header", new byte[8], "header of 0 bytes"),
        file("header of one byte", RawFile.of("{", 16), "header of 1 bytes"),
        file(
            "header one byte over the file",
            RawFile.withLength(sound.length + 1, sound, 0),
            "header of %d bytes".formatted(sound.length + 1),
            "%d bytes after".formatted(sound.length)),
        file(
            "header of 100 MB",
            RawFile.withLength(100_000_000, sound, 22),
            "header of 100,000,000 bytes",
            "%d bytes after".formatted(sound.length + 22)),
        file(
            "header over 100 MB",
            RawFile.withLength(100_000_001, sound, 22),
            "header of 100000001 bytes",
            "100,000,000"),
        file(
            "length negative as a Java long",
            RawFile.withLength(Long.MIN_VALUE, sound, 22),
            "9223372036854775808"),
        file("length 2^64 - 1", RawFile.withLength(-1, sound, 22), "18446744073709551615"),
        file("length 2^32 + 2", RawFile.withLength((1L << 32) + 2, sound, 22), "4294967298"));
  }

  static Stream<Arguments> texts() {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    byte[] surrogateBytes = "{\"?..\":{}}".getBytes(StandardCharsets.UTF_8);
    surrogateBytes[2] = (byte) 0xED; // U+D800 as three bytes, which UTF-8 forbids
    surrogateBytes[3] = (byte) 0xA0;
    surrogateBytes[4] = (byte) 0x80;
    String one = "{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}";
    return Stream.of(
        header("byte order mark", "\uFEFF" + SOUND, "0xef"),
        header("leading space", " " + SOUND, "0x20"),
        header("array", "[1]", "0x5b"),
        file("UTF-16", RawFile.of("{}".getBytes(StandardCharsets.UTF_16LE), 16), "JSON"),
        file("not UTF-8", RawFile.of(new byte[] {'{', '"', (byte) 0xFF, '"', '}'}, 0), "UTF-8"),
        file("surrogate in UTF-8", RawFile.of(surrogateBytes, 0), "UTF-8"),
        header("cut off", SOUND.substring(0, 60), "JSON"),
        header("a second value", "{\"a\":" + one + "}{}", "after its closing brace"),
        header("trailing zero byte", "{\"a\":" + one + "}\0", "JSON"),
        header("trailing comma", "{\"a\":" + one + ",}", "JSON"),
        header("comment", "{/* */\"a\":" + one + "}", "JSON"),
        header("single quotes", "{'a':" + one + "}", "JSON"),
        header("two tensors of one name", "{\"a\":" + one + ",\"a\":" + one + "}", "'a'"),
        header(
            "a member twice",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"shape\":[4],\"data_offsets\":[0,16]}}",
            "'shape'"),
        header(
            "metadata twice",
            "{\"__metadata__\":{},\"__metadata__\":{},\"a\":" + one + "}",
            "__metadata__"),
        header("deep nesting", "{\"a\":" + deep + "}", "nesting"),
        header("deep nesting in the metadata", "{\"__metadata__\":" + deep + "}", "nesting"),
        header("half a surrogate pair", "{\"\\ud800\":" + one + "}", "\\ud800", "surrogate"),
        header(
            "half a surrogate pair in the metadata",
            "{\"__metadata__\":{\"k\":\"\\udc00\"},\"a\":" + one + "}",
            "\"k\""),
        header("metadata not an object", "{\"__metadata__\":[\"x\"],\"a\":" + one + "}", "object"),
        header(
            "a number in the metadata", "{\"__metadata__\":{\"k\":1},\"a\":" + one + "}", "\"k\""),
        header("no tensors but data", "{}", "16"),
        header("tensor null", "{\"a\":null}", "\"a\"", "dtype, shape and data_offsets"),
        header("tensor a number", "{\"a\":1}", "\"a\""),
        header("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,16]}}", "\"a\"", "shape"),
        header(
            "unknown member",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"order\":\"big\"}}",
            "\"a\"",
            "nothing else"));
  }

  static Stream<Arguments> tensors() {
    String f32 = "\"F32\"";
    return Stream.of(
        tensor("unknown dtype", "\"F33\"", "[4]", "[0,16]", "\"a\"", "\"F33\""),
        tensor("dtype in small letters", "\"f32\"", "[4]", "[0,16]", "\"f32\""),
        tensor("dtype a number", "32", "[4]", "[0,16]", "\"a\""),
        tensor("dtype that is no float", "\"I32\"", "[4]", "[0,16]", "\"a\"", "I32", "F64, F32"),
        tensor("shape a number", f32, "4", "[0,16]", "\"a\"", "shape"),
        tensor("shape of texts", f32, "[\"4\"]", "[0,16]", "\"a\"", "shape holds 4"),
        tensor("negative shape", f32, "[-4]", "[0,16]", "\"a\"", "shape holds -4"),
        tensor("two negative sizes", f32, "[-2,-2]", "[0,16]", "\"a\"", "shape holds -2"),
        tensor("shape 4.0", f32, "[4.0]", "[0,16]", "\"a\"", "shape holds 4.0"),
        tensor("shape 4e0", f32, "[4e0]", "[0,16]", "\"a\"", "shape holds"),
        tensor("shape NaN", f32, "[NaN]", "[0,16]", "JSON"),
        tensor("shape Infinity", f32, "[Infinity]", "[0,16]", "JSON"),
        tensor("shape null", f32, "[null]", "[0,16]", "\"a\"", "shape holds null"),
        tensor("shape true", f32, "[true]", "[0,16]", "\"a\"", "shape holds true"),
        tensor("shape nested", f32, "[[4]]", "[0,16]", "\"a\"", "shape"),
        tensor("leading zero", f32, "[04]", "[0,16]", "JSON"),
        tensor("2^63 in the shape", f32, "[9223372036854775808]", "[0,16]", "9223372036854775808"),
        tensor("2^64 in the offsets", f32, "[4]", "[0,18446744073709551616]", "data_offsets"),
        tensor("1,000 digits", f32, "[" + "9".repeat(1000) + "]", "[0,16]", "JSON", "length"),
        tensor("product over 2^63", f32, "[4294967296,4294967296,4]", "[0,16]", "\"a\"", "counted"),
        tensor("product 2^64 = 0", f32, "[4294967296,4294967296]", "[0,0]", "\"a\"", "counted"),
        tensor("bits over 2^63", "\"F64\"", "[4611686018427387904]", "[0,16]", "\"a\"", "counted"),
        tensor("one value too many", f32, "[5]", "[0,16]", "\"a\"", "[5]", "160 bits", "16 bytes"),
        tensor("one value too few", f32, "[3]", "[0,16]", "\"a\"", "[3]", "96 bits", "16 bytes"),
        tensor("single number in 16 bytes", f32, "[]", "[0,16]", "\"a\"", "32 bits", "16 bytes"),
        tensor("half a byte", "\"F4\"", "[31]", "[0,16]", "\"a\"", "124 bits"),
        tensor("one offset", f32, "[4]", "[16]", "\"a\"", "1 data_offsets"),
        tensor("three offsets", f32, "[4]", "[0,16,16]", "\"a\"", "3 data_offsets"),
        tensor("negative offset", f32, "[4]", "[-16,0]", "\"a\"", "data_offsets holds -16"),
        tensor("offsets reversed", f32, "[4]", "[16,0]", "\"a\"", "end at 0", "begin at 16"),
        tensor("offset behind the file", f32, "[8]", "[0,32]", "\"a\"", "byte 32", "has 16"),
        tensor("hole at the start", f32, "[3]", "[4,16]", "\"a\"", "byte 4", "hole"),
        tensor("data behind the tensor", f32, "[3]", "[0,12]", "byte 12", "has 16"));
  }

  static Stream<Arguments> covers() {
    return Stream.of(
        header(
            "overlap",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
            "\"b\"",
            "byte 8",
            "12 is wanted",
            "overlaps"),
        header(
            "the same bytes twice",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
            "\"b\"",
            "overlaps"),
        header(
            "a hole",
            "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "\"b\"",
            "byte 8",
            "4 is wanted",
            "hole"),
        header(
            "an empty tensor behind the data",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[20,20]}}",
            "\"b\"",
            "hole"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "texts", "tensors", "covers"})
  void isRefused(String name, byte[] content, List<String> inMessage) throws IOException {
    Path file = Files.write(directory.resolve("weights.safetensors"), content);
    String message =
        String.valueOf(
            assertThrows(MalformedFileException.class, () -> Safetensors.read(file), name)
                .getMessage());
    assertTrue(message.startsWith(file.toString()), message);
    for (String expected : inMessage) {
      assertTrue(message.contains(expected), () -> expected + " is missing in: " + message);
    }
    assertTrue(message.length() < 800, message);
  }

  @Test
  void theSoundFileIsRead() throws IOException {
    SafetensorsFile read = read(RawFile.of(SOUND, 22));
    assertEquals("[a [2, 2], b [3]]", read.tensors().toString());
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] sound = RawFile.of(SOUND, 22);
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThrows(MalformedFileException.class, () -> read(cut), "length " + length);
    }
  }

  @Test
  void aTrailingByteIsRefused() {
    byte[] longer = RawFile.of(SOUND, 23);
    assertThrows(MalformedFileException.class, () -> read(longer));
  }

  /** Whatever the bytes, there is a sound result or one kind of exception. */
  @Test
  void noMutationEscapes() throws IOException {
    byte[] sound = RawFile.of(SOUND, 22);
    Random random = new Random(20260101);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] mutated = sound.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutated[random.nextInt(mutated.length - 22)] = (byte) random.nextInt(256);
      }
      try {
        read(mutated);
      } catch (MalformedFileException expected) {
        refused++;
      }
    }
    assertTrue(refused > 2000, "only " + refused + " of 3000 were refused");
  }

  /** A header's promise takes no memory. */
  @Test
  void nothingIsAllocatedOnAPromise() throws IOException {
    String promise =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[268435456],\"data_offsets\":[0,1073741824]}}";
    List<byte[]> files =
        List.of(
            RawFile.of(promise, 16),
            RawFile.withLength(99_999_999, SOUND.getBytes(StandardCharsets.UTF_8), 22));
    for (byte[] content : files) {
      assertThrows(MalformedFileException.class, () -> read(content));
      Path file = Files.write(directory.resolve("promise.safetensors"), content);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      assertThrows(MalformedFileException.class, () -> Safetensors.read(file));
      long taken = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(taken < 2_000_000, taken + " bytes were allocated");
    }
  }

  private SafetensorsFile read(byte[] content) throws IOException {
    return Safetensors.read(Files.write(directory.resolve("any.safetensors"), content));
  }
}
