package dev.conform.processor.javac;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes files, each with the one interface that it comes from. */
public final class Output {

  private final Filer filer;

  /**
   * Prepares to write.
   *
   * @param filer of the compiler
   */
  public Output(Filer filer) {
    this.filer = filer;
  }

  /**
   * Writes a Java source file.
   *
   * @param className qualified
   * @param text of the file
   * @param origin the interface it is made from
   * @throws UncheckedIOException if the file cannot be written
   */
  public void source(String className, String text, TypeElement origin) {
    try {
      try (Writer writer = filer.createSourceFile(className, origin).openWriter()) {
        writer.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + className + ".java", e);
    }
  }

  /**
   * Writes a resource among the classes.
   *
   * @param path relative to the class output
   * @param text of the file
   * @param origin the interface it is made from
   * @throws UncheckedIOException if the file cannot be written
   */
  public void resource(String path, String text, TypeElement origin) {
    try {
      FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origin);
      // A writer would use the encoding of the sources; who reads a resource does not know that
      // one.
      try (OutputStream stream = file.openOutputStream()) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
