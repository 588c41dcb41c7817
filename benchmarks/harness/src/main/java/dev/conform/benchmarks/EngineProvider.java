package dev.conform.benchmarks;

import java.io.IOException;
import java.util.List;

/** Opens the engines of one library; found as a service on the class path of its JVM. */
public interface EngineProvider {

  /**
   * Names the library and its version.
   *
   * @return for example {@code ONNX Runtime 1.29.0}
   */
  String version();

  /**
   * Names the ways in which the library can be set up for a task. The race tries them and keeps the
   * fastest.
   *
   * @param task what is to be measured
   * @return at least one
   */
  List<String> settings(NetworkTask task);

  /**
   * Writes the files that engines for the task need and that do not depend on its batch size.
   *
   * @param task what is to be measured
   * @throws IOException if they cannot be written
   */
  default void prepare(NetworkTask task) throws IOException {}

  /**
   * Opens an engine.
   *
   * @param task what is to be measured
   * @param setting one of {@link #settings(NetworkTask)}
   * @return to be closed after use
   * @throws IOException if the weights cannot be read
   */
  Engine open(NetworkTask task, String setting) throws IOException;

  /**
   * Names the ways in which the library can compute a convolution.
   *
   * @param task what is to be measured
   * @return none where the library does not take part
   */
  default List<String> settings(ConvolutionTask task) {
    return List.of();
  }

  /**
   * Opens an engine for a convolution. Its scores are a {@link Sample} of output and gradients.
   *
   * @param task what is to be measured
   * @param setting one of {@link #settings(ConvolutionTask)}
   * @return to be closed after use
   */
  default Engine open(ConvolutionTask task, String setting) {
    throw new UnsupportedOperationException(version() + " computes no convolution on its own");
  }
}
