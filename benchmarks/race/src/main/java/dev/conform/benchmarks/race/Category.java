package dev.conform.benchmarks.race;

import java.util.List;

/** What results are summed up by. */
enum Category {
  TRAINING("training step"),
  LARGE_BATCH("inference, large batch"),
  ONE_IMAGE("inference, one image"),
  START_UP("start to first inference"),
  START_UP_AOT("start with an AOT cache");

  private final String title;

  Category(String title) {
    this.title = title;
  }

  List<Result> of(List<Result> results) {
    return results.stream().filter(this::covers).toList();
  }

  private boolean covers(Result result) {
    return switch (this) {
      case TRAINING -> result.mode().equals("training");
      case LARGE_BATCH -> result.mode().equals("inference") && result.batch() > 1;
      case ONE_IMAGE -> result.mode().equals("inference") && result.batch() == 1;
      case START_UP -> result.mode().equals("start-up");
      case START_UP_AOT -> result.mode().equals("start-up-aot");
    };
  }

  @Override
  public String toString() {
    return title;
  }
}
