package dev.conform.processor.javac;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Report;
import dev.conform.processor.diag.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** Prints reports through the compiler. */
public final class Messages {

  private final Messager messager;
  private final boolean adviceIsError;
  private final Set<List<Object>> told = new HashSet<>();

  /**
   * Prepares to print.
   *
   * @param messager of the compiler
   * @param adviceIsError whether advice stops the compilation
   */
  public Messages(Messager messager, boolean adviceIsError) {
    this.messager = messager;
    this.adviceIsError = adviceIsError;
  }

  /** Prints everything in a report. */
  public void print(Report report) {
    report.diagnostics().forEach(this::print);
  }

  /**
   * Prints one diagnostic, unless it was told already: a block is read for each network that uses
   * it. Advice about a block is the same in all its uses, though the numbers differ.
   */
  public void print(Diagnostic diagnostic) {
    SourcePosition at = source(diagnostic.position());
    boolean error = diagnostic.rule().severity() == Severity.ERROR;
    boolean newAdvice = error || told.add(List.of(diagnostic.rule(), at));
    // In another round of the compiler the same place is another object.
    boolean newText = told.add(List.of(diagnostic.text(), at.path()));
    if (!newAdvice || !newText) {
      return;
    }
    Kind kind = adviceIsError || error ? Kind.ERROR : Kind.WARNING;
    messager.printMessage(kind, diagnostic.text(), at.element(), at.annotation(), at.value());
  }

  /** Prints what was asked for and is no problem. */
  public void note(String text, Position position) {
    SourcePosition at = source(position);
    messager.printMessage(Kind.NOTE, text, at.element());
  }

  private static SourcePosition source(Position position) {
    return position instanceof SourcePosition source ? source : SourcePosition.NONE;
  }
}
