package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file that does not hold what its format demands; the message says what, where and why. */
public final class MalformedFileException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * Names the file and what is wrong with it.
   *
   * @param file that was read
   * @param problem what was expected and what was found
   */
  public MalformedFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /**
   * Names the file, what is wrong with it and what found it.
   *
   * @param file that was read
   * @param problem what was expected and what was found
   * @param cause the reader's own complaint
   */
  public MalformedFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
