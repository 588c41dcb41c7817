package dev.conform.processor.javac;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/** Finds files that a declaration names. */
public final class Resources {

  private static final List<StandardLocation> PLACES =
      List.of(
          StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH, StandardLocation.SOURCE_PATH);

  private final Filer filer;
  private final Optional<String> directory;

  /**
   * Prepares to look.
   *
   * @param filer of the compiler
   * @param directory that the user named, if any
   */
  public Resources(Filer filer, Optional<String> directory) {
    this.filer = filer;
    this.directory = directory;
  }

  /**
   * Opens a file: in the directory, then among classes and resources.
   *
   * @throws NoSuchFileException if it is nowhere, saying where it was looked for
   * @throws IOException if it cannot be opened
   */
  public InputStream open(String name) throws IOException {
    try {
      Path named = Path.of(directory.orElse("")).resolve(name);
      if (directory.isPresent() && Files.isRegularFile(named)) {
        return Files.newInputStream(named);
      }
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(name, null, "it is no name of a file");
    }
    for (StandardLocation place : PLACES) {
      Optional<InputStream> found = open(place, name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new NoSuchFileException(
        name,
        null,
        "looked for it in "
            + directory.map(d -> d + ", ").orElse("")
            + "the class output, the class path and the source path");
  }

  private Optional<InputStream> open(StandardLocation place, String name) {
    try {
      return Optional.of(filer.getResource(place, "", name).openInputStream());
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      // Not there, or the compiler has no such place: another one may have it.
      return Optional.empty();
    }
  }
}
