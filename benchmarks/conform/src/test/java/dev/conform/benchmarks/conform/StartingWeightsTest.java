package dev.conform.benchmarks.conform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.WeightFile;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights that Conform writes and that the other libraries read. */
class StartingWeightsTest {

  @TempDir private Path directory;

  @Test
  void theOthersReadWhatConformLoads() throws IOException {
    NetworkTask task =
        new NetworkTask(Network.SIMPLECNN, NetworkTask.Mode.INFERENCE, 1, 1, directory);
    StartingWeights.write(task);
    try (Model model = Models.builder(task.network()).batchSize(1).seed(7).build();
        WeightFile file = new WeightFile(task.weights())) {
      model.load(task.weights());
      assertEquals(model.parameters().size(), file.entries().size());
      for (Parameter parameter : model.parameters()) {
        WeightFile.Entry entry = file.entry(parameter.name());
        assertEquals(parameter.shape(), entry.shape());
        FloatBuffer values = file.values(entry);
        float[] theirs = new float[values.remaining()];
        values.get(theirs);
        assertArrayEquals(parameter.values(), theirs, parameter.name());
      }
    }
  }

  /** Otherwise an engine could fold a batch norm wrongly and give the same scores. */
  @Test
  void noBatchNormIsTheIdentity() throws IOException {
    NetworkTask task =
        new NetworkTask(Network.SIMPLECNN, NetworkTask.Mode.INFERENCE, 1, 1, directory);
    StartingWeights.write(task);
    try (WeightFile file = new WeightFile(task.weights())) {
      int norms = 0;
      for (WeightFile.Entry entry : file.entries()) {
        if (entry.name().contains(".bn.")) {
          norms++;
          float identity = entry.name().matches(".*(weight|_var)") ? 1 : 0;
          assertTrue(Math.abs(file.values(entry).get(0) - identity) > 1e-6, entry.name());
        }
      }
      assertEquals(12, norms, "three batch norms of four tensors");
    }
  }
}
