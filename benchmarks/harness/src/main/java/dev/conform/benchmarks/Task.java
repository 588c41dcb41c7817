package dev.conform.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is measured. */
public sealed interface Task permits NetworkTask, ConvolutionTask {

  /**
   * Reads the command line that {@link #arguments()} wrote.
   *
   * @param arguments all of them
   * @return the task
   */
  static Task parse(List<String> arguments) {
    return switch (arguments.get(0)) {
      case NetworkTask.KIND -> NetworkTask.parse(arguments);
      case ConvolutionTask.KIND -> ConvolutionTask.parse(arguments);
      default -> throw new IllegalArgumentException("unknown task " + arguments);
    };
  }

  /**
   * Returns the task as {@link EngineHost} takes it.
   *
   * @return its command line
   */
  List<String> arguments();

  /**
   * Names what is worked on.
   *
   * @return a network, or the shape of a layer
   */
  String subject();

  /**
   * Names what is done with it.
   *
   * @return for example {@code training}
   */
  String action();

  /**
   * Returns the number of images at once.
   *
   * @return 1 or more
   */
  int batch();

  /**
   * Returns how many threads the engine may use.
   *
   * @return 1 or more
   */
  int threads();

  /**
   * Returns where the engines' files and logs lie.
   *
   * @return a directory
   */
  Path directory();

  /**
   * Returns the floating-point operations of one run, by the definition of the layers.
   *
   * @return two for each multiplication and addition
   */
  double flops();

  /**
   * Tells whether the memory of the engine's process is of interest. Then nothing else runs there.
   *
   * @return false for a layer on its own
   */
  boolean countsMemory();

  /**
   * Asks a library for the ways in which it can be set up.
   *
   * @param provider of the library
   * @return at least one
   */
  List<String> settings(EngineProvider provider);

  /**
   * Opens an engine.
   *
   * @param provider of the library
   * @param setting one of {@link #settings}
   * @return to be closed after use
   * @throws IOException if the weights cannot be read
   */
  Engine open(EngineProvider provider, String setting) throws IOException;
}
