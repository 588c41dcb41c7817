package dev.conform.processor.analyze;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Suggestion;
import dev.conform.processor.ir.KeyDecl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the owners of parameters the names that {@code @Key} says. */
final class Keys {

  private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\s*->\\s*(\\S+)\\s*");
  private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]\\w*)(?:\\+(\\d{1,6}))?}");

  /**
   * A line that can be understood.
   *
   * @param words in braces, in the order of the pattern's groups: Java's names of groups are no
   *     words
   */
  private record Line(KeyDecl written, Pattern pattern, List<String> words, String key) {
    String text(Matcher matcher, String word) {
      return matcher.group(words.indexOf(word) + 1);
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Set<KeyDecl> used = new LinkedHashSet<>();
  private final Map<String, String> ownerOf = new LinkedHashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  Keys(List<KeyDecl> written) {
    written.forEach(this::add);
  }

  private void add(KeyDecl written) {
    OptionalInt unseen = written.text().codePoints().filter(Keys::isUnseen).findFirst();
    if (unseen.isPresent()) {
      tellMalformed(
          written, "has the character U+%04X, which nobody sees".formatted(unseen.getAsInt()));
      return;
    }
    Matcher line = LINE.matcher(written.text());
    if (!line.matches()) {
      tellMalformed(written, "is not of the form \"stem -> conv1\"");
      return;
    }
    StringBuilder pattern = new StringBuilder();
    List<String> words = new ArrayList<>();
    String left = line.group(1);
    Matcher word = WORD.matcher(left);
    int end = 0;
    while (word.find()) {
      if (word.group(2) != null || words.contains(word.group(1))) {
        tellMalformed(written, word.group() + " on the left stands for a text, once");
        return;
      }
      words.add(word.group(1));
      pattern.append(Pattern.quote(left.substring(end, word.start()))).append("([^.]+)");
      end = word.end();
    }
    pattern.append(Pattern.quote(left.substring(end)));
    Matcher right = WORD.matcher(line.group(2));
    while (right.find()) {
      if (!words.contains(right.group(1))) {
        tellMalformed(written, right.group() + " on the right is not on the left");
        return;
      }
    }
    lines.add(new Line(written, Pattern.compile(pattern.toString()), words, line.group(2)));
  }

  /**
   * Returns the other name of an owner of parameters, or its own.
   *
   * @param position of the operation that has the parameters
   */
  String of(String owner, Position position) {
    for (Line line : lines) {
      Matcher matcher = line.pattern().matcher(owner);
      if (matcher.matches()) {
        used.add(line.written());
        String key = WORD.matcher(line.key()).replaceAll(word -> value(line, matcher, word));
        take(key, owner, line.written().position());
        return key;
      }
    }
    take(owner, owner, position);
    return owner;
  }

  private void take(String key, String owner, Position position) {
    String other = ownerOf.putIfAbsent(key, owner);
    if (other != null) {
      problems.add(
          Diagnostic.of(
                  Rule.KEY_COLLISION,
                  position,
                  "the parameters of %s and those of %s would have the same names: %s",
                  other,
                  owner,
                  key)
              .line("A file holds each name once")
              .line(
                  "Rename one of them, or let a line of @Key tell them apart by a word in braces"));
    }
  }

  private String value(Line line, Matcher matcher, MatchResult word) {
    String text = line.text(matcher, word.group(1));
    if (word.group(2) == null) {
      return Matcher.quoteReplacement(text);
    }
    if (!text.matches("\\d{1,9}")) {
      tellMalformed(
          line.written(), word.group() + " adds to a number, but stands for \"" + text + "\"");
      return Matcher.quoteReplacement(text);
    }
    return String.valueOf(Integer.parseInt(text) + Integer.parseInt(word.group(2)));
  }

  /** Returns what is wrong with the lines, once all owners have been asked for. */
  List<Diagnostic> problems() {
    List<Diagnostic> all = new ArrayList<>(problems);
    for (Line line : lines) {
      // An inherited line may be about a layer that was overridden.
      if (!used.contains(line.written()) && !line.written().inherited()) {
        all.add(unused(line));
      }
    }
    return all;
  }

  private Diagnostic unused(Line line) {
    String left = line.written().text().split("->", 2)[0].strip();
    Collection<String> owners = ownerOf.values();
    boolean shadowed = owners.stream().anyMatch(o -> line.pattern().matcher(o).matches());
    Diagnostic problem =
        Diagnostic.of(
            Rule.KEY_UNUSED,
            line.written().position(),
            shadowed
                ? "\"%s\" names nothing: an earlier line fits all that it fits"
                : "\"%s\" fits no layer with parameters",
            line.written().text());
    List<String> some = owners.stream().limit(12).toList();
    return problem
        .line("There are %s%s", String.join(", ", some), owners.size() > some.size() ? ", …" : "")
        .line("%s", shadowed ? "Move it in front of that line" : suggestion(left, owners));
  }

  private static String suggestion(String left, Collection<String> owners) {
    return Suggestion.of(left, owners)
        .map(near -> "Did you mean " + near + "?")
        .orElse("Remove the line, or name one of these");
  }

  /** Control characters, marks of direction, halves of characters: no name in a file has them. */
  private static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().map(c -> isUnseen(c) ? '\uFFFD' : c).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private void tellMalformed(KeyDecl written, String why) {
    problems.add(
        Diagnostic.of(
                Rule.KEY_MALFORMED, written.position(), "\"%s\": %s", shown(written.text()), why)
            .line("A word in braces stands for a text without a dot: stage{s}.{i}.reduce")
            .line("Write for example \"stage{s}.{i}.reduce -> layer{s}.{i}.conv1\""));
  }
}
