package dev.conform.runtime.data;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of data does not hold what its format asks for. Nothing of it was used. */
public final class MalformedDataException extends IOException {

  private static final long serialVersionUID = 1;

  /** The file's path. */
  private final String file;

  /** Where the file is wrong. */
  private final long offset;

  /** What should be there. */
  private final String expected;

  /** What is there. */
  private final String found;

  /**
   * Says what is wrong, and where.
   *
   * @param file the file
   * @param offset of the first wrong byte; in a packed file, of the unpacked data
   * @param expected what should be there
   * @param found what is there
   * @param cause what noticed it, or null
   */
  public MalformedDataException(
      Path file, long offset, String expected, String found, @Nullable Throwable cause) {
    super("%s, offset %d: expected %s, found %s".formatted(file, offset, expected, found), cause);
    this.file = file.toString();
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /**
   * Returns the file.
   *
   * @return its path
   */
  public String file() {
    return file;
  }

  /**
   * Returns where the file is wrong.
   *
   * @return the offset of the first wrong byte; in a packed file, of the unpacked data
   */
  public long offset() {
    return offset;
  }

  /**
   * Returns what should be there.
   *
   * @return in words
   */
  public String expected() {
    return expected;
  }

  /**
   * Returns what is there.
   *
   * @return in words
   */
  public String found() {
    return found;
  }
}
