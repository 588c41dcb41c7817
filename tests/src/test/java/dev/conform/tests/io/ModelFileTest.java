package dev.conform.tests.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.io.MalformedFileException;
import dev.conform.runtime.io.ModelFile;
import dev.conform.runtime.io.ParameterMismatchException;
import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.SafetensorsFile;
import dev.conform.runtime.io.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Model#save} writes and {@link Model#load} takes: W04 and W05 of the fault model. */
final class ModelFileTest {

  @TempDir private Path directory;

  private final HandMadeModel model = HandMadeModel.build(1);

  @AfterEach
  void close() {
    model.close();
  }

  private Path file() {
    return directory.resolve("w.safetensors");
  }

  private static StoredTensor counting(String name, Integer... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new StoredTensor(name, List.of(shape), values);
  }

  private static List<StoredTensor> fitting() {
    return List.of(
        counting("fc.bias", 7),
        counting("c1.bn.running_mean", 6),
        counting("fc.weight", 7, 36),
        counting("c1.weight", 6, 2, 3, 2));
  }

  private static List<float[]> values(Model model) {
    return model.parameters().stream().map(Parameter::values).toList();
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }

  @Test
  void loadPutsEachValueOfPyTorchsOrderInItsPlace() throws IOException {
    Safetensors.write(file(), fitting());
    model.load(file());
    for (int o = 0; o < 6; o++) {
      for (int i = 0; i < 2; i++) {
        for (int y = 0; y < 3; y++) {
          for (int x = 0; x < 2; x++) {
            assertEquals(
                ((o * 2 + i) * 3 + y) * 2 + x,
                model.convWeight.get(((y * 2L + x) * 2 + i) * 6 + o),
                "c1.weight[%d][%d][%d][%d]".formatted(o, i, y, x));
          }
        }
      }
    }
    for (int unit = 0; unit < 7; unit++) {
      assertEquals(unit, model.denseBias.get(unit));
      for (int c = 0; c < 6; c++) {
        for (int y = 0; y < 2; y++) {
          for (int x = 0; x < 3; x++) {
            assertEquals(
                unit * 36 + (c * 2 + y) * 3 + x,
                model.denseWeight.get(((y * 3L + x) * 6 + c) * 7 + unit),
                "fc.weight[%d], channel %d, row %d, column %d".formatted(unit, c, y, x));
          }
        }
      }
    }
    assertEquals(5, model.normMean.get(5));
  }

  @Test
  void saveWritesPyTorchsNamesShapesAndOrder() throws IOException {
    Safetensors.write(file(), fitting());
    model.load(file());
    Path saved = directory.resolve("saved.safetensors");
    model.save(saved);
    SafetensorsFile read = Safetensors.read(saved);
    assertEquals(
        "[c1.weight [6, 2, 3, 2], c1.bn.running_mean [6], fc.weight [7, 36], fc.bias [7]]",
        read.tensors().toString());
    for (StoredTensor tensor : fitting()) {
      assertArrayEquals(tensor.values(), read.tensor(tensor.name()).values());
    }
    assertEquals(Map.of("format", "pt", "network", "HandMade"), read.metadata());
  }

  @Test
  void aModelSavedAndLoadedIsTheSame() throws IOException {
    model.save(file());
    try (HandMadeModel other = HandMadeModel.build(2)) {
      other.load(file());
      assertSame(values(model), values(other));
    }
  }

  @Test
  void aBuilderLoadsWhatAModelWouldHaveLoaded() throws IOException {
    Safetensors.write(file(), fitting());
    model.load(file());
    try (HandMadeModel other = HandMadeModel.builder().load(file())) {
      assertSame(values(model), values(other));
    }
    try (HandMadeModel drawn = HandMadeModel.builder().build()) {
      assertFalse(Arrays.equals(values(model).get(0), values(drawn).get(0)));
    }
  }

  @Test
  void aBuilderRefusesAFileThatDoesNotFit() throws IOException {
    Safetensors.write(file(), fitting().subList(0, 2));
    assertThrows(ParameterMismatchException.class, () -> HandMadeModel.builder().load(file()));
    assertThrows(
        NoSuchFileException.class,
        () -> HandMadeModel.builder().load(directory.resolve("nothing.safetensors")));
  }

  @Test
  void oneMessageListsEveryDifferenceAndNothingIsChanged() throws IOException {
    String header =
        """
        {"c1.weight":{"dtype":"I8","shape":[6,2,3,2],"data_offsets":[0,72]},\
        "c1.running_mean":{"dtype":"F32","shape":[6],"data_offsets":[72,96]},\
        "fc.weight":{"dtype":"F32","shape":[36,7],"data_offsets":[96,1104]},\
        "other":{"dtype":"I64","shape":[],"data_offsets":[1104,1112]}}""";
    Files.write(file(), RawFile.of(header, 1112));
    List<float[]> before = values(model);
    assertEquals(
        """
        %s does not fit HandMade; nothing was changed
          2 missing from the file:
            c1.bn.running_mean [6]
            fc.bias [7]
          2 not in the network:
            c1.running_mean [6] F32
            other [] I64
          1 of another shape:
            fc.weight [36, 7] in the file, [7, 36] in the network
          1 of a type other than F64, F32, F16 and BF16:
            c1.weight I8"""
            .formatted(file())
            .replace("\n", System.lineSeparator()),
        assertThrows(ParameterMismatchException.class, () -> model.load(file())).getMessage());
    assertSame(before, values(model));
  }

  @Test
  void aMalformedFileChangesNothing() throws IOException {
    Safetensors.write(file(), fitting());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    List<float[]> before = values(model);
    assertThrows(MalformedFileException.class, () -> model.load(file()));
    assertSame(before, values(model));
  }

  @Test
  void countersOfBatchesArePassedOver() throws IOException {
    String header =
        """
        {"c1.weight":{"dtype":"F32","shape":[6,2,3,2],"data_offsets":[0,288]},\
        "c1.bn.running_mean":{"dtype":"F32","shape":[6],"data_offsets":[288,312]},\
        "c1.bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[312,320]},\
        "fc.weight":{"dtype":"F32","shape":[7,36],"data_offsets":[320,1328]},\
        "fc.bias":{"dtype":"F32","shape":[7],"data_offsets":[1328,1356]}}""";
    byte[] content = RawFile.of(header, 1356);
    int data = content.length - 1356;
    Arrays.fill(content, data, content.length, (byte) 0);
    content[data + 288 + 2] = (byte) 0x80; // 1.0, little-endian
    content[data + 288 + 3] = 0x3F;
    Files.write(file(), content);
    model.load(file());
    assertEquals(1, model.normMean.get(0));
    assertEquals(0, model.denseBias.get(0));
  }

  @Test
  void nanAndInfinityAreTakenWithAWarningThatNamesThem() throws IOException {
    List<StoredTensor> tensors = fitting();
    tensors.get(0).values()[3] = Float.NaN;
    tensors.get(2).values()[0] = Float.POSITIVE_INFINITY;
    tensors.get(2).values()[9] = Float.NEGATIVE_INFINITY;
    Safetensors.write(file(), tensors);
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger(ModelFile.class.getName());
    Handler handler = collecting(records);
    logger.addHandler(handler);
    try {
      model.load(file());
    } finally {
      logger.removeHandler(handler);
    }
    assertTrue(Float.isNaN(model.denseBias.get(3)));
    assertEquals(1, records.size());
    assertEquals(Level.WARNING, records.get(0).getLevel());
    assertEquals(
        file() + " holds NaN or infinity: fc.weight (2 of 252 values), fc.bias (1 of 7 values)",
        new SimpleFormatter().formatMessage(records.get(0)));
  }

  @Test
  void aClosedModelNeitherSavesNorLoads() throws IOException {
    model.save(file());
    byte[] before = Files.readAllBytes(file());
    model.close();
    assertThrows(IllegalStateException.class, () -> model.save(file()));
    assertThrows(IllegalStateException.class, () -> model.load(file()));
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  private static Handler collecting(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        records.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
