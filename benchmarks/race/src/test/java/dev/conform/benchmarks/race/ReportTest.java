package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path directory;

  @Test
  void theFileHasWhatItsReadersExpect() throws IOException {
    Path file = directory.resolve("results.json");
    new Report(
            List.of(
                Results.of("LeNet5", "training", 64, "conform", 1),
                Results.of("LeNet5", "training", 64, "pytorch", 2.5)))
        .writeJson(file, "a machine", new Limits(2, 250, 20, 15, 180));

    Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
    assertEquals(List.of("machine", "versions", "limits", "results"), keys(document));
    assertEquals("a machine", document.get("machine"));
    assertEquals(
        Map.of(
            "conform", "conform 1.0",
            "pytorch", "pytorch 1.0",
            "conform: LeNet5 training b64 t2", "as it comes",
            "pytorch: LeNet5 training b64 t2", "as it comes"),
        document.get("versions"));
    assertEquals(
        Map.of(
            "threads", 2,
            "fmaGflops", 250.0,
            "sgemmGflops", 180.0,
            "copyGigabytesPerSecond", 20.0,
            "triadGigabytesPerSecond", 15.0),
        document.get("limits"));
    assertEquals(List.of(row("conform", 1), row("pytorch", 2.5)), document.get("results"));
  }

  private static List<String> keys(Map<String, Object> document) {
    return List.copyOf(document.keySet());
  }

  private static Map<String, Object> row(String engine, double ratio) {
    return Map.ofEntries(
        Map.entry("network", "LeNet5"),
        Map.entry("mode", "training"),
        Map.entry("batch", 64),
        Map.entry("threads", 2),
        Map.entry("engine", engine),
        Map.entry("medianMillis", 4.0),
        Map.entry("minMillis", 2.0),
        Map.entry("maxMillis", 9.0),
        Map.entry("rounds", 3),
        Map.entry("peakRssMiB", 64),
        Map.entry("ratioToConform", ratio));
  }

  @Test
  void resultsAreSummedUpByWhatWasDoneAndByHowManyThreads() {
    List<String> lines =
        new Report(
                List.of(
                    Results.of("LeNet5", "inference", 64, "pytorch", 2),
                    Results.of("Vgg16", "inference", 4, "pytorch", 8),
                    Results.of("Vgg16", "inference", 1, "pytorch", 3),
                    Results.of("Vgg16", "inference", 1, 1, "pytorch", 5),
                    Results.of("Vgg16", "start-up", 1, "onnxruntime", 1.5),
                    Results.of("Vgg16", "start-up-aot", 1, "onnxruntime", 0.5),
                    // No network: it is in the table only.
                    Results.of("3×3 64→64@56", "forward", 8, "pytorch", 9)))
            .geometricMeans();
    assertEquals(
        List.of(
            "inference, large batch, threads: 2 pytorch geometric mean of 2: 4.00 × Conform",
            "inference, one image, threads: 2 pytorch geometric mean of 1: 3.00 × Conform",
            "inference, one image, threads: 1 pytorch geometric mean of 1: 5.00 × Conform",
            "start to first inference, threads: 2 onnxruntime geometric mean of 1: 1.50 × Conform",
            "start with an AOT cache, threads: 2 onnxruntime geometric mean of 1: 0.50 × Conform"),
        lines.stream().map(line -> line.replaceAll(" +", " ")).toList());
  }

  /** The other build takes 0.8 and 0.95 of the time: this one 1.25 and 1.05 times as long. */
  @Test
  void whatBecameSlowerThanToleratedIsNamed() {
    Report report =
        new Report(
            List.of(
                Results.of("LeNet5", "training", 64, "conform", 1),
                Results.of("LeNet5", "training", 64, "conform-against", 0.8),
                Results.of("Vgg16", "training", 4, "conform", 1),
                Results.of("Vgg16", "training", 4, "conform-against", 0.95)));
    assertEquals(
        List.of(
            "slower than before: LeNet5 training b64 t2 takes 1.25 × the time, 1.10 are tolerated"),
        report.regressions(1.1));
    assertEquals(2, report.regressions(1).size());
    assertEquals(List.of(), report.regressions(1.3));
  }

  @Test
  void columnsStandBelowTheirTitles() {
    String line = Results.of("LeNet5", "training", 64, "pytorch", 2.5).line();
    for (String[] column :
        new String[][] {
          {"batch", "64"}, {"threads", "2"}, {"median ms", "4.000"}, {"RSS MiB", "64"}
        }) {
      int end = Result.HEADER.indexOf(column[0]) + column[0].length();
      assertEquals(column[1], line.substring(end - column[0].length(), end).strip(), column[0]);
    }
  }
}
