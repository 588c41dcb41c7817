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
    for (Group group : Group.of(results)) {
      for (String engine : group.engines()) {
        double[] ratios =
            group.of(engine).stream().mapToDouble(result -> result.ratio().median()).toArray();
        lines.add(
            String.format(
                Locale.ROOT,
                "%-36s %-15s geometric mean of %d: %.2f × Conform",
                group,
                engine,
                ratios.length,
                Spread.geometricMean(ratios)));
      }
    }
    return lines;
  }

  /**
   * Returns where this build of Conform takes longer than the one that it runs against.
   *
   * @param tolerance how many times as long it may take, by the median of the rounds' ratios
   */
  List<String> regressions(double tolerance) {
    return results.stream()
        .filter(result -> result.engine().endsWith(Library.AGAINST))
        .filter(result -> 1 / result.ratio().median() > tolerance)
        .map(
            result ->
                String.format(
                    Locale.ROOT,
                    "slower than before: %s takes %.2f × the time, %.2f are tolerated",
                    result.task(),
                    1 / result.ratio().median(),
                    tolerance))
        .toList();
  }

  void writeJson(Path file, String machine, Limits limits) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine);
    document.put("versions", versions());
    document.put("limits", limits.json());
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
