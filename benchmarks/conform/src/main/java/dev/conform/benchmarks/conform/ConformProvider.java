package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.EngineProvider;
import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.util.List;

/** Opens the generated networks. */
public final class ConformProvider implements EngineProvider {

  static final String VERSION = "Conform 0.1.0-SNAPSHOT";

  /** Made as a service. */
  public ConformProvider() {}

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public List<String> settings(Task task) {
    return List.of("as generated");
  }

  /** Writes the weights that all engines start from. */
  @Override
  public void prepare(Task task) throws IOException {
    StartingWeights.write(task);
  }

  @Override
  public Engine open(Task task, String setting) throws IOException {
    return switch (task.mode()) {
      case TRAINING -> new ConformTraining(task);
      case INFERENCE -> new ConformInference(task);
    };
  }
}
