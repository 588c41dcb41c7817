package dev.conform.tests.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.runtime.Mode;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A generated network with weights that came from Python: file and expected scores were made by
 * numpy (in double) and Python's safetensors 0.8.0, with PyTorch's names and order, from formulas
 * of PyTorch's documentation.
 */
final class PyTorchLayoutTest {

  private static final float[] SCORES = {5.639454f, 1.397879f, -4.208396f, 1.298468f};

  @TempDir private Path directory;

  private Path file() throws IOException {
    Path file = directory.resolve("pytorch-layout.safetensors");
    try (InputStream resource =
        Objects.requireNonNull(getClass().getResourceAsStream("pytorch-layout.safetensors"))) {
      Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static float[] image() {
    float[] image = new float[2 * 5 * 4];
    for (int i = 0; i < image.length; i++) {
      image[i] = ((i * 7) % 11 - 5) / 8f;
    }
    return image;
  }

  @Test
  void weightsFromPythonGiveTheScoresOfPython() throws IOException {
    try (LayoutNetModel model = LayoutNetModel.builder().batchSize(1).build()) {
      model.load(file());
      assertArrayEquals(SCORES, model.forward(image(), Mode.INFERENCE), 1e-5f);
    }
  }

  @Test
  void aLoadedModelSavesTheSameValuesAndForgetsTheCounter() throws IOException {
    Path saved = directory.resolve("saved.safetensors");
    try (LayoutNetModel model = LayoutNetModel.builder().batchSize(1).build()) {
      model.load(file());
      model.save(saved);
      assertEquals(
          List.of(
              "features.weight",
              "features.bn.weight",
              "features.bn.bias",
              "features.bn.running_mean",
              "features.bn.running_var",
              "scores.weight",
              "scores.bias"),
          Safetensors.read(saved).tensors().stream().map(tensor -> tensor.name()).toList());
    }
    try (LayoutNetModel model = LayoutNetModel.builder().batchSize(3).seed(9).build();
        LayoutNetModel trained = LayoutNetModel.builder().batchSize(1).build()) {
      trained.load(file());
      model.load(saved);
      List<float[]> expected = trained.parameters().stream().map(Parameter::values).toList();
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), model.parameters().get(i).values());
      }
      assertArrayEquals(SCORES, model.forward(image(), Mode.INFERENCE), 1e-5f);
    }
  }

  /** Weights may change between two forward passes; nothing derived from the old may be kept. */
  @Test
  void loadingIntoAModelThatWasRunChangesWhatItSays() throws IOException {
    try (LayoutNetModel model = LayoutNetModel.builder().batchSize(1).seed(3).build()) {
      model.forward(image(), Mode.INFERENCE);
      model.load(file());
      assertArrayEquals(SCORES, model.forward(image(), Mode.INFERENCE), 1e-5f);
    }
  }
}
