package dev.conform.benchmarks.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.conform.benchmarks.Network;
import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The networks as they are described for the other libraries, beside the generated classes. */
class ArchitecturesTest {

  @ParameterizedTest
  @EnumSource
  void theDescriptionIsTheDeclaration(Network network) {
    try (Model model = Models.builder(network).batchSize(1).inferenceOnly().build()) {
      Map<String, List<Integer>> weights = new LinkedHashMap<>();
      model.parameters().forEach(weight -> weights.put(weight.name(), weight.shape()));
      long[] images = network.shape(1);
      ShapeWriter writer =
          new ShapeWriter(
              weights,
              "images",
              new ShapeWriter.Maps((int) images[1], (int) images[2], (int) images[3]));
      String scores = network.write(writer, "images");

      assertEquals(new ShapeWriter.Maps(network.classes(), 1, 1), writer.result(scores));
      assertEquals(
          weights.keySet().stream().sorted().toList(),
          writer.used().stream().sorted().toList(),
          "each weight is read by one layer");
      assertEquals(
          model.parameters().stream().filter(Parameter::isTrained).mapToLong(Parameter::size).sum(),
          writer.trained(),
          "trained parameters");
      assertEquals(network.flops() / 2, (double) writer.macs(), "multiply-accumulates");
    }
  }
}
