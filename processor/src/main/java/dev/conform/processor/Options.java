package dev.conform.processor;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asked the processor for.
 *
 * @param summary whether to print a table of each network: {@code -Aconform.summary=true}
 * @param page whether to write a page to look at for each network: unless {@code
 *     -Aconform.page=false}
 * @param adviceIsError whether advice stops the compilation: {@code -Aconform.advice=error}
 * @param pretrained the directory of the files of {@code @Pretrained}: {@code
 *     -Aconform.pretrained=weights}
 * @param problems options whose value means nothing
 */
record Options(
    boolean summary,
    boolean page,
    boolean adviceIsError,
    Optional<String> pretrained,
    List<Diagnostic> problems) {

  static final String SUMMARY = "conform.summary";
  static final String PAGE = "conform.page";
  static final String ADVICE = "conform.advice";
  static final String PRETRAINED = "conform.pretrained";

  Options {
    problems = List.copyOf(problems);
  }

  static Options of(Map<String, String> options) {
    List<Diagnostic> problems = new ArrayList<>();
    boolean summary = read(options, SUMMARY, "true", "false", problems);
    boolean noPage = read(options, PAGE, "false", "true", problems);
    boolean advice = read(options, ADVICE, "error", "warning", problems);
    return new Options(
        summary, !noPage, advice, Optional.ofNullable(options.get(PRETRAINED)), problems);
  }

  private static boolean read(
      Map<String, String> options, String name, String on, String off, List<Diagnostic> problems) {
    String value = options.get(name);
    if (value != null && !value.equals(on) && !value.equals(off)) {
      problems.add(
          Diagnostic.of(
                  Rule.UNKNOWN_OPTION,
                  SourcePosition.NONE,
                  "-A%s=%s: the value is %s or %s",
                  name,
                  value,
                  on,
                  off)
              .line("Use -A%s=%s", name, on));
    }
    return on.equals(value);
  }
}
