package dev.conform.tests.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source whose comments say what javac has to tell.
 *
 * @param text of the source
 * @param options of the compiler, from a first line {@code // options: …}
 * @param expected what has to be told
 */
record MarkedSource(String text, List<String> options, List<Told> expected) {

  private static final Pattern MARKER =
      Pattern.compile("//(?: *\\^| nowhere) (error|warning): (.*)");
  private static final String OPTIONS = "// options: ";

  MarkedSource {
    options = List.copyOf(options);
    expected = List.copyOf(expected);
  }

  static MarkedSource of(String text) {
    List<String> lines = text.lines().toList();
    List<Told> expected = new ArrayList<>();
    int code = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher marker = MARKER.matcher(lines.get(i));
      if (!marker.matches()) {
        code = i + 1;
        continue;
      }
      List<String> told = new ArrayList<>(List.of(marker.group(2)));
      while (i + 1 < lines.size()
          && lines.get(i + 1).startsWith("//     ")
          && !MARKER.matcher(lines.get(i + 1)).matches()) {
        i++;
        told.add(lines.get(i).substring(2));
      }
      int caret = marker.group().indexOf('^');
      expected.add(
          new Told(
              caret < 0 ? 0 : code,
              caret < 0 ? 0 : caret + 1,
              marker.group(1),
              Told.stripped(told)));
    }
    List<String> options =
        lines.get(0).startsWith(OPTIONS)
            ? List.of(lines.get(0).substring(OPTIONS.length()).split(" ", -1))
            : List.of();
    return new MarkedSource(text, options, expected);
  }
}
