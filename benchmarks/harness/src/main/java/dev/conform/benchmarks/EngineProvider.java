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
  List<String> settings(Task task);

  /**
   * Writes the files that engines for the task need and that do not depend on its batch size.
   *
   * @param task what is to be measured
   * @throws IOException if they cannot be written
   */
  default void prepare(Task task) throws IOException {}

  /**
   * Opens an engine.
   *
   * @param task what is to be measured
   * @param setting one of {@link #settings}
   * @return to be closed after use
   * @throws IOException if the weights cannot be read
   */
  Engine open(Task task, String setting) throws IOException;
}
