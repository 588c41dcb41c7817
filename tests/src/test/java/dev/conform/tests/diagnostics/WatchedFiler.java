package dev.conform.tests.diagnostics;

import java.io.IOException;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Asks before it creates a file.
 *
 * @param filer that creates
 * @param watcher that is asked
 */
record WatchedFiler(Filer filer, Watcher watcher) implements Filer {

  /** Sees what is created, and may refuse. */
  interface Watcher {
    void creating(String name, Element... origins) throws IOException;
  }

  @Override
  public JavaFileObject createSourceFile(CharSequence name, Element... origins) throws IOException {
    watcher.creating(name.toString(), origins);
    return filer.createSourceFile(name, origins);
  }

  @Override
  public JavaFileObject createClassFile(CharSequence name, Element... origins) throws IOException {
    watcher.creating(name.toString(), origins);
    return filer.createClassFile(name, origins);
  }

  @Override
  public FileObject createResource(
      JavaFileManager.Location location,
      CharSequence packageName,
      CharSequence path,
      Element... origins)
      throws IOException {
    watcher.creating(path.toString(), origins);
    return filer.createResource(location, packageName, path, origins);
  }

  @Override
  public FileObject getResource(
      JavaFileManager.Location location, CharSequence packageName, CharSequence path)
      throws IOException {
    return filer.getResource(location, packageName, path);
  }
}
