package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.benchmarks.Convolution;
import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  private static final Path BENCHMARKS = Path.of("benchmarks").toAbsolutePath();

  private static Arguments read(String... arguments) {
    List<String> line = new ArrayList<>(List.of(BENCHMARKS.toString()));
    line.addAll(Arrays.asList(arguments));
    return new Arguments(line.toArray(String[]::new));
  }

  private static Task task(NetworkTask.Mode mode, int batch, int threads) {
    return new NetworkTask(
        Network.LENET5, mode, batch, threads, BENCHMARKS.resolve(Path.of("target", "networks")));
  }

  @Test
  void withoutArgumentsAllButConvolutionsRuns() {
    Arguments arguments = read();
    assertEquals(List.of(Network.values()), arguments.networks());
    assertEquals(5, arguments.rounds());
    assertEquals(2, arguments.mostThreads());
    assertEquals(OptionalDouble.empty(), arguments.tolerance());
    assertTrue(arguments.includes(Mode.START_UP));
    assertTrue(arguments.includes(Mode.START_UP_AOT));
    assertFalse(arguments.includes(Mode.CONVOLUTIONS));
    assertEquals(
        List.of(
            task(NetworkTask.Mode.TRAINING, 64, 2),
            task(NetworkTask.Mode.INFERENCE, 64, 2),
            task(NetworkTask.Mode.INFERENCE, 1, 2)),
        arguments.tasks(Network.LENET5));
  }

  @Test
  void eachTaskIsRunWithEachNumberOfThreads() {
    Arguments arguments = read("threads=1,4", "modes=inference,start-up", "batches=3,8");
    assertEquals(
        List.of(
            task(NetworkTask.Mode.INFERENCE, 3, 1),
            task(NetworkTask.Mode.INFERENCE, 3, 4),
            task(NetworkTask.Mode.INFERENCE, 8, 1),
            task(NetworkTask.Mode.INFERENCE, 8, 4)),
        arguments.tasks(Network.LENET5));
    assertEquals(
        List.of(task(NetworkTask.Mode.INFERENCE, 1, 1), task(NetworkTask.Mode.INFERENCE, 1, 4)),
        arguments.starts(Network.LENET5));
    assertEquals(4, arguments.mostThreads());
    Convolution shape = ConvolutionTask.shapes().get(0);
    assertEquals(
        List.of("forward 1", "forward 4", "fwd+bwd 1", "fwd+bwd 4"),
        arguments.tasks(shape).stream().map(task -> task.action() + " " + task.threads()).toList());
  }

  @Test
  void networksAreTakenInTheOrderGiven() {
    assertEquals(
        List.of(Network.RESNET50, Network.LENET5),
        read("networks=ResNet50,lenet5,ResNet50").networks());
  }

  @Test
  void aToleranceIsAFactor() {
    assertEquals(OptionalDouble.of(1.05), read("against=.", "tolerance=1.05").tolerance());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "round=3 | unknown argument \"round=3\"; there are networks=, modes=, peers=, rounds=, batches=, threads=, against=, tolerance=",
        "fast | unknown argument \"fast\"; there are networks=, modes=, peers=, rounds=, batches=, threads=, against=, tolerance=",
        "rounds=0 | rounds=0: \"0\" is not a whole number above zero",
        "threads=1,two | threads=1,two: \"two\" is not a whole number above zero",
        "batches=8, | batches=8,: \"\" is not a whole number above zero",
        "modes=testing | unknown mode \"testing\"; there are training, inference, start-up, start-up-aot, convolutions",
        "peers=keras | unknown peer \"keras\"; there are conform, pytorch, onnxruntime, deeplearning4j",
        "tolerance=0.9 | tolerance=0.9: \"0.9\" is not a factor of 1 or more, such as 1.1",
        "tolerance=1.1 | tolerance= says how much slower than another build this one may be; name that with against="
      })
  void whatIsWrongIsAnsweredByWhatThereIs(String argument, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> read(argument));
    assertEquals(message, error.getMessage());
  }
}
