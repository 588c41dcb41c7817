package dev.conform.benchmarks.deeplearning4j;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.EngineProvider;
import dev.conform.benchmarks.NetworkTask;
import java.io.IOException;
import java.util.List;

/** Opens computation graphs. */
public final class Deeplearning4jProvider implements EngineProvider {

  /** Made as a service. */
  public Deeplearning4jProvider() {}

  @Override
  public String version() {
    return "Deeplearning4j 1.0.0-M2.1";
  }

  @Override
  public List<String> settings(NetworkTask task) {
    return List.of("oneDNN");
  }

  @Override
  public Engine open(NetworkTask task, String setting) throws IOException {
    return new Deeplearning4jEngine(task);
  }
}
