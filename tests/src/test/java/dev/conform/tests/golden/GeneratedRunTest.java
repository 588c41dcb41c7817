package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Layer;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Parameter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every golden network: both memory layouts give the same result, and gradients are whole. */
class GeneratedRunTest {

  private static final int BATCH = 3;

  private static List<Network> networks() {
    List<Network> networks = new ArrayList<>(Network.constructs());
    networks.add(Network.PARTS);
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aModelForInferenceOnlyComputesTheSame(Network network, @TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = compile(network, folder);
        Model whole = builder(loader, network).build();
        Model lean = builder(loader, network).inferenceOnly().build()) {
      for (int i = 0; i < whole.parameters().size(); i++) {
        assertEquals(whole.parameters().get(i).toString(), lean.parameters().get(i).toString());
        assertArrayEquals(whole.parameters().get(i).values(), lean.parameters().get(i).values());
      }
      float[] images = images(whole);
      float[] expected = whole.forward(images, Mode.INFERENCE);
      assertArrayEquals(expected, lean.forward(images, Mode.INFERENCE));
      assertArrayEquals(expected, lean.forward(images, Mode.INFERENCE), "the second time");
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepLeavesEveryGradientAndEveryActivation(Network network, @TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = compile(network, folder);
        Model model = builder(loader, network).build()) {
      float[] output = model.forward(images(model), Mode.TRAINING);
      float[][] before = activations(model);
      float[] dOutput = new float[output.length];
      Random random = new Random(7);
      for (int i = 0; i < dOutput.length; i++) {
        dOutput[i] = (float) random.nextGaussian();
      }
      model.backward(dOutput);

      float[][] after = activations(model);
      for (int i = 0; i < before.length; i++) {
        assertArrayEquals(before[i], after[i], model.layers().get(i).name());
      }
      for (Parameter parameter : model.parameters()) {
        if (parameter.isTrained()) {
          float[] gradient = parameter.gradient();
          float sum = 0;
          for (float value : gradient) {
            assertTrue(Float.isFinite(value), parameter.name());
            sum += Math.abs(value);
          }
          assertTrue(sum > 0, () -> parameter.name() + " has a gradient of zeros");
        }
      }
    }
  }

  private static float[][] activations(Model model) {
    return model.layers().stream().map(layer -> layer.activation(1)).toArray(float[][]::new);
  }

  private static float[] images(Model model) {
    float[] images = new float[BATCH * model.inputShape().size()];
    Random random = new Random(5);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  private static URLClassLoader compile(Network network, Path folder) throws IOException {
    Javac.compile(folder, List.of(network));
    URL classes = folder.resolve("classes").toUri().toURL();
    return new URLClassLoader(new URL[] {classes}, Layer.class.getClassLoader());
  }

  @SuppressWarnings("unchecked") // What builder() of a generated class returns.
  private static ModelBuilder<Model> builder(URLClassLoader loader, Network network)
      throws ReflectiveOperationException {
    Object builder =
        loader.loadClass("sample." + network.name() + "Model").getMethod("builder").invoke(null);
    assertNotNull(builder);
    return ((ModelBuilder<Model>) builder).batchSize(BATCH).seed(3).threads(2);
  }
}
