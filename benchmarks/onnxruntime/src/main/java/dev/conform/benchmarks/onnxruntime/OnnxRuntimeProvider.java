package dev.conform.benchmarks.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.EngineProvider;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.WeightFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Opens sessions of ONNX Runtime. */
public final class OnnxRuntimeProvider implements EngineProvider {

  private static final String THREADS = " intra-op threads";

  /** Made as a service. */
  public OnnxRuntimeProvider() {}

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  /** A small network on one image is faster where no second thread has to be woken. */
  @Override
  public List<String> settings(NetworkTask task) {
    return Stream.of(task.threads(), task.batch() == 1 ? 1 : task.threads())
        .distinct()
        .map(threads -> threads + THREADS)
        .toList();
  }

  /** Writes the network as ONNX, beside its weights. */
  @Override
  public void prepare(NetworkTask task) throws IOException {
    String weightFile = Objects.requireNonNull(task.weights().getFileName()).toString();
    try (WeightFile weights = new WeightFile(task.weights());
        OutputStream out = Files.newOutputStream(model(task))) {
      OnnxWriter.write(task.network(), weights, weightFile).writeTo(out);
    }
  }

  static Path model(NetworkTask task) {
    return task.directory().resolve(task.network().file(".onnx"));
  }

  @Override
  public Engine open(NetworkTask task, String setting) {
    int threads = Integer.parseInt(setting.substring(0, setting.length() - THREADS.length()));
    return new OnnxRuntimeEngine(task, threads, task.images());
  }
}
