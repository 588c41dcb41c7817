package dev.conform.tests.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of all files of one kind.
 *
 * @param kind the folder's name
 * @param all one for each file
 */
record Outcomes(String kind, List<Outcome> all) {

  long applied() {
    return all.stream().filter(Outcome::isApplied).count();
  }

  /** The files that were run and differ, each with where. */
  List<String> failures() {
    return all.stream()
        .filter(outcome -> outcome.mismatch().isPresent())
        .map(outcome -> outcome.file() + ": " + outcome.mismatch().orElseThrow())
        .toList();
  }

  /** The files that do not apply, by reason. */
  Map<String, List<String>> leftOut() {
    return all.stream()
        .filter(outcome -> !outcome.isApplied())
        .collect(
            Collectors.groupingBy(
                outcome -> outcome.leftOut().orElseThrow(),
                TreeMap::new,
                Collectors.mapping(Outcome::file, Collectors.toList())));
  }

  /** Returns for example {@code onnx-node: 169 files, 80 apply, 80 pass, 89 left out}. */
  String counts() {
    return "%s: %d files, %d apply, %d pass, %d left out"
        .formatted(
            kind,
            all.size(),
            applied(),
            all.stream().filter(Outcome::isPassed).count(),
            leftOut().values().stream().mapToInt(List::size).sum());
  }

  /** The counts, then every file that differs or does not apply. */
  String report() {
    StringBuilder text = new StringBuilder(counts()).append('\n');
    failures().forEach(failure -> text.append("  DIFFERS ").append(failure).append('\n'));
    leftOut()
        .forEach(
            (reason, files) -> {
              text.append("  left out, ").append(reason).append(" (").append(files.size());
              text.append("):\n");
              files.forEach(file -> text.append("    ").append(file).append('\n'));
            });
    text.append("  applied:\n");
    all.stream()
        .filter(Outcome::isApplied)
        .forEach(outcome -> text.append("    ").append(outcome.file()).append('\n'));
    return text.toString();
  }
}
