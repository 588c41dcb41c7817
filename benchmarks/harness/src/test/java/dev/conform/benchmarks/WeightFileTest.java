package dev.conform.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written byte by byte, as the format's description has them. */
class WeightFileTest {

  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},\
      "bn.running_mean":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "c1.weight":{"dtype":"F32","shape":[1,3,1,1],"data_offsets":[8,20]}}""";

  @TempDir private Path directory;

  private Path file() throws IOException {
    byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (float value : new float[] {1.5f, -2, 3, -0.25f, 5e-3f}) {
      bytes.putFloat(value);
    }
    return Files.write(directory.resolve("weights.safetensors"), bytes.array());
  }

  @Test
  void tensorsAreFoundByTheirNames() throws IOException {
    try (WeightFile file = new WeightFile(file())) {
      assertEquals(
          List.of("bn.running_mean", "c1.weight"),
          file.entries().stream().map(WeightFile.Entry::name).toList());
      WeightFile.Entry weight = file.entry("c1.weight");
      assertEquals(List.of(1, 3, 1, 1), weight.shape());
      assertArrayEquals(new long[] {1, 3, 1, 1}, weight.dimensions());
      assertArrayEquals(new float[] {3, -0.25f, 5e-3f}, values(file, weight));
      assertArrayEquals(new float[] {1.5f, -2}, values(file, file.entry("bn.running_mean")));
      assertTrue(file.has("c1.weight"));
    }
  }

  private static float[] values(WeightFile file, WeightFile.Entry entry) {
    FloatBuffer buffer = file.values(entry);
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Test
  void runningStatisticsAreNotTrained() throws IOException {
    try (WeightFile file = new WeightFile(file())) {
      assertTrue(file.entry("bn.running_mean").isStatistic());
      assertFalse(file.entry("c1.weight").isStatistic());
    }
  }

  @Test
  void aMissingTensorIsAnsweredByThoseThereAre() throws IOException {
    try (WeightFile file = new WeightFile(file())) {
      assertFalse(file.has("c1.bias"));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> file.entry("c1.bias"));
      assertEquals(
          "the weights have no tensor \"c1.bias\"; they have [bn.running_mean, c1.weight]",
          error.getMessage());
    }
  }
}
