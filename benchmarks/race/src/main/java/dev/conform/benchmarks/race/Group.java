package dev.conform.benchmarks.race;

import java.util.ArrayList;
import java.util.List;

/**
 * Results that are summed up together.
 *
 * @param category what was done
 * @param threads how many threads did it
 * @param results of all networks and engines
 */
record Group(Category category, int threads, List<Result> results) {

  /** Returns those of the groups that have results. */
  static List<Group> of(List<Result> results) {
    List<Group> groups = new ArrayList<>();
    for (Category category : Category.values()) {
      List<Result> ofCategory = category.of(results);
      for (int threads : ofCategory.stream().map(Result::threads).distinct().toList()) {
        groups.add(
            new Group(
                category,
                threads,
                ofCategory.stream().filter(result -> result.threads() == threads).toList()));
      }
    }
    return groups;
  }

  List<String> engines() {
    return results.stream().map(Result::engine).distinct().toList();
  }

  List<Result> of(String engine) {
    return results.stream().filter(result -> result.engine().equals(engine)).toList();
  }

  /** Returns, for example, {@code training step, threads: 2}. */
  @Override
  public String toString() {
    return "%s, threads: %d".formatted(category, threads);
  }
}
