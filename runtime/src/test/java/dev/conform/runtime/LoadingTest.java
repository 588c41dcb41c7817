package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.io.MalformedFileException;
import dev.conform.runtime.io.ModelFile;
import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.StoredTensor;
import dev.conform.runtime.kernel.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters of which there are enough for several threads. */
class LoadingTest {

  private static final int UNITS = 600;
  private static final int INPUTS = 3000;

  @TempDir private Path directory;

  /** A dense layer that computes nothing. */
  private static final class Wide extends Model {

    private Wide(ModelBuilder<Wide> settings) {
      super(
          new Blueprint(
              "Wide",
              Shape.units(INPUTS),
              Shape.units(UNITS),
              false,
              UNITS * INPUTS + 608,
              0,
              0,
              16,
              16,
              0,
              0),
          settings);
      binding()
          .parameter("fc.weight", Packing.dense(UNITS, Shape.units(INPUTS)), Init.fanIn(INPUTS));
      binding().parameter("fc.bias", Packing.vector(Shape.units(UNITS)), Init.constant(0));
      bound(Tensor.NONE, Tensor.NONE, Tensor.NONE);
    }

    static ModelBuilder<Wide> builder(int threads) {
      return new ModelBuilder<>(Wide::new).batchSize(1).inferenceOnly().threads(threads);
    }

    @Override
    protected void forward(Mode mode, int batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void backward(int batch) {
      throw new UnsupportedOperationException();
    }
  }

  private Path write(float[] weight, float[] bias) throws IOException {
    Path file = directory.resolve("w.safetensors");
    Safetensors.write(
        file,
        List.of(
            new StoredTensor("fc.weight", List.of(UNITS, INPUTS), weight),
            new StoredTensor("fc.bias", List.of(UNITS), bias)));
    return file;
  }

  private static float[] counting(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void anyNumberOfThreadsReadsTheSame() throws IOException {
    float[] weight = counting(UNITS * INPUTS);
    float[] bias = counting(UNITS);
    Path file = write(weight, bias);
    for (int threads = 1; threads <= 5; threads++) {
      try (Wide made = Wide.builder(threads).load(file);
          Wide drawn = Wide.builder(threads).build()) {
        drawn.load(file);
        for (Wide model : List.of(made, drawn)) {
          assertArrayEquals(weight, model.parameters().get(0).values());
          assertArrayEquals(bias, model.parameters().get(1).values());
        }
      }
    }
  }

  @Test
  void aFileThatIsCutShortMeanwhileIsMalformed() throws IOException {
    Path file = write(counting(UNITS * INPUTS), counting(UNITS));
    try (Wide model = Wide.builder(2).build()) {
      MalformedFileException told =
          assertThrows(
              MalformedFileException.class,
              () ->
                  ModelFile.load(
                      file,
                      "Wide",
                      model.parameters(),
                      name -> false,
                      values -> {
                        cut(file, 5000);
                        Loading.run(model.kernels(), values, Parameter::packed);
                      }));
      String message = String.valueOf(told.getMessage());
      assertTrue(message.contains("while it was read"), message);
    }
  }

  private static void cut(Path file, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}
