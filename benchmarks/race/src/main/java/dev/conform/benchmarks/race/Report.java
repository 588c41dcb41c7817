package dev.conform.benchmarks.race;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the race found, as text and as JSON. */
final class Report {

  private final List<Result> results;

  Report(List<Result> results) {
    this.results = List.copyOf(results);
  }

  /** Returns how many times as long as Conform each library takes, over all networks. */
  List<String> geometricMeans() {
    List<String> lines = new ArrayList<>();
    for (Category category : Category.values()) {
      List<Result> ofCategory = category.of(results);
      for (String engine : ofCategory.stream().map(Result::engine).distinct().toList()) {
        double[] ratios =
            ofCategory.stream()
                .filter(result -> result.engine().equals(engine))
                .mapToDouble(result -> result.ratio().median())
                .toArray();
        lines.add(
            String.format(
                Locale.ROOT,
                "%-26s %-15s geometric mean of %d: %.2f × Conform",
                category,
                engine,
                ratios.length,
                Spread.geometricMean(ratios)));
      }
    }
    return lines;
  }

  void writeJson(Path file, String machine, double gflops) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine);
    document.put("versions", versions());
    document.put("limits", Map.of("fmaGflops", gflops));
    document.put("results", results.stream().map(Result::json).toList());
    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).write(document, file.toFile());
  }

  /** The libraries' versions, then how each was set up for each task. */
  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    results.forEach(result -> versions.put(result.engine(), result.version()));
    results.forEach(
        result -> versions.put(result.engine() + ": " + result.task(), result.setting()));
    return versions;
  }
}
