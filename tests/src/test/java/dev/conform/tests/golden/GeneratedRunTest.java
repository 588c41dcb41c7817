package dev.conform.tests.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.GradientSum;
import dev.conform.runtime.Layer;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.Pass;
import dev.conform.runtime.PassProfile;
import dev.conform.runtime.Profile;
import dev.conform.runtime.Profiler;
import dev.conform.runtime.StepProfile;
import dev.conform.runtime.kernel.Tensor;
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

  /** A sum that an optimizer keeps is that of the gradients which passes alone would leave. */
  @ParameterizedTest
  @MethodSource("networks")
  void aPassAddsEveryGradientToASum(Network network, @TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = compile(network, folder);
        Model alone = builder(loader, network).build();
        Model summing = builder(loader, network).build();
        GradientSum sum = summing.sumGradients()) {
      double[] expected = new double[Math.toIntExact(alone.gradientMemory().size())];
      double largest = 0;
      Tensor found = Tensor.NONE;
      for (int pass = 0; pass < 3; pass++) {
        step(alone);
        for (int i = 0; i < expected.length; i++) {
          expected[i] += alone.gradientMemory().get(i);
          largest = Math.max(largest, Math.abs(expected[i]));
        }
        step(summing);
        found = sum.take();
      }
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found.get(i), 1e-5 * largest, "value " + i);
      }
    }
  }

  private static void step(Model model) {
    model.backward(model.forward(images(model), Mode.TRAINING));
  }

  /** Rows of the plan's table that call no kernel have no time; all others are measured. */
  @ParameterizedTest
  @MethodSource("networks")
  void everyStepOfTheTableIsMeasured(Network network, @TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = compile(network, folder);
        Model model = builder(loader, network).build();
        Profiler profiler = Profiler.start(model)) {
      float[] output = model.forward(images(model), Mode.TRAINING);
      model.backward(output);
      model.forward(images(model), Mode.INFERENCE);
      Profile profile = profiler.profile();
      assertEquals(3, profile.passes().size());
      for (PassProfile pass : profile.passes()) {
        double rest = pass.others().stream().mapToDouble(StepProfile::share).sum();
        double steps = pass.steps().stream().mapToDouble(StepProfile::share).sum();
        assertEquals(1, steps + rest, 1e-9, pass.pass() + " has steps that the plan has not");
        for (StepProfile step : pass.steps()) {
          assertTrue(step.share() > 0, step + " has no time in " + pass.pass());
        }
      }
      List<String> table = table(Javac.generated(folder, network));
      List<StepProfile> forward = profile.pass(Pass.FORWARD).orElseThrow().steps();
      int row = 0;
      for (int i = 0; i < forward.size(); i++) {
        StepProfile step = forward.get(i);
        assertEquals(i, step.step());
        String text = step.layer() + " " + step.operation();
        while (row < table.size() && !table.get(row).equals(text)) {
          assertTrue(isPassedOn(table.get(row)), table.get(row) + " is no step");
          row++;
        }
        assertTrue(row++ < table.size(), text + " is not in the table");
      }
      table.subList(row, table.size()).forEach(last -> assertTrue(isPassedOn(last), last));
    }
  }

  private static boolean isPassedOn(String row) {
    return row.endsWith(" flatten") || row.endsWith(" in the batch norm") || row.endsWith(" input");
  }

  /** Returns layer and operation of each row of the table that a class begins with. */
  private static List<String> table(String text) {
    List<String> lines = text.lines().map(line -> line.replaceFirst("^ \\* ?", "")).toList();
    int head = 0;
    while (!lines.get(head).startsWith("layer ")) {
      head++;
    }
    int column = lines.get(head).indexOf("operation");
    List<String> rows = new ArrayList<>();
    String layer = "";
    for (int i = head + 2; !lines.get(i).startsWith("total "); i++) {
      String name = lines.get(i).substring(0, column).strip();
      layer = name.isEmpty() ? layer : name;
      rows.add(layer + " " + lines.get(i).substring(column).split(" {2}", 2)[0].strip());
    }
    return rows;
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
