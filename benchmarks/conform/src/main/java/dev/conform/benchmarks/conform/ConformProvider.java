package dev.conform.benchmarks.conform;

import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.EngineProvider;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.runtime.kernel.Conv2d;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

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
  public List<String> settings(NetworkTask task) {
    return List.of("as generated");
  }

  /** Writes the weights that all engines start from. */
  @Override
  public void prepare(NetworkTask task) throws IOException {
    StartingWeights.write(task);
  }

  @Override
  public Engine open(NetworkTask task, String setting) throws IOException {
    return switch (task.mode()) {
      case TRAINING -> new ConformTraining(task);
      case INFERENCE -> new ConformInference(task);
    };
  }

  /** What the plan chooses is among these. */
  @Override
  public List<String> settings(ConvolutionTask task) {
    return ConformConvolution.algorithms(task.shape()).stream()
        .map(algorithm -> algorithm.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Override
  public Engine open(ConvolutionTask task, String setting) {
    return new ConformConvolution(task, Conv2d.Algorithm.valueOf(setting.toUpperCase(Locale.ROOT)));
  }
}
