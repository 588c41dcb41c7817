package dev.conform.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.conform.processor.NetworkProcessor;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every entry of the one catalogue has a page, an example that is true, and a test. */
class CatalogueTest {

  private static final Path PAGES = Path.of("../docs/errors");

  /**
   * No source can provoke these: {@link ProcessorFailureTest} does, and {@link
   * SeparateCompilationTest} with two compilations.
   */
  private static final Set<Rule> ELSEWHERE =
      EnumSet.of(Rule.INTERNAL_ERROR, Rule.OUTPUT_FAILED, Rule.ORDER_UNKNOWN);

  private static final Pattern OPTIONS = Pattern.compile("Compiled with `(.*)`:");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(java|text)\n(.*?)\n```");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface) (\\w+)");
  private static final Pattern TOLD =
      Pattern.compile("(?:\\w+\\.java:(\\d+): )?(error|warning): (.*)");

  @ParameterizedTest
  @EnumSource(Rule.class)
  void hasAPage(Rule rule) throws IOException {
    String page = page(rule);
    String kind = rule.severity() == Severity.ERROR ? "Error" : "Advice";
    assertTrue(
        page.startsWith("# " + rule.id() + "\n\n**" + kind + ".** " + rule.summary() + ".\n"),
        page);
    assertTrue(page.contains("\n## Why\n") && page.contains("\n## How to fix it\n"), page);
    String index = Files.readString(PAGES.resolve("README.md"));
    assertTrue(
        index.contains("| [%s](%s.md) | %s |".formatted(rule.id(), rule.id(), rule.summary())));
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    Set<String> expected =
        Stream.concat(
                Stream.of(Rule.values()).map(rule -> rule.id() + ".md"), Stream.of("README.md"))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(PAGES)) {
      assertEquals(
          expected, files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void hasATest(Rule rule) throws IOException {
    if (ELSEWHERE.contains(rule)) {
      return;
    }
    Path source = MarkedSourcesTest.SOURCES.resolve(rule.id() + ".java");
    List<Told> expected = MarkedSource.of(Files.readString(source)).expected();
    assertTrue(
        expected.stream().anyMatch(told -> told.text().startsWith(rule.tag())),
        source + " provokes no " + rule.tag());
  }

  /** The page shows a source, and what javac really prints for it. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void showsWhatJavacPrints(Rule rule) throws IOException {
    if (ELSEWHERE.contains(rule)) {
      return;
    }
    String page = page(rule);
    Matcher blocks = BLOCK.matcher(page);
    assertTrue(blocks.find() && blocks.group(1).equals("java"), page);
    String source = blocks.group(2);
    assertTrue(blocks.find() && blocks.group(1).equals("text"), page);
    Matcher type = TYPE.matcher(source);
    assertTrue(type.find(), source);
    Matcher options = OPTIONS.matcher(page);
    Compilation compilation =
        Javac.compile(
            options.find() ? List.of(options.group(1)) : List.of(),
            List.of(new NetworkProcessor()),
            Javac.source(type.group(1), source));
    List<Told> shown = shown(blocks.group(2).lines().toList(), source.lines().toList());
    assertEquals(shown.toString(), Javac.told(compilation).toString());
    assertTrue(shown.stream().anyMatch(told -> told.text().startsWith(rule.tag())));
  }

  /** Reads what javac printed: place and text, the source's line, the caret, more text. */
  private static List<Told> shown(List<String> lines, List<String> source) {
    List<Told> shown = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      Matcher first = TOLD.matcher(lines.get(i));
      assertTrue(first.matches(), lines.get(i));
      i++;
      long line = 0;
      long column = 0;
      if (first.group(1) != null) {
        line = Long.parseLong(first.group(1));
        assertEquals(source.get((int) line - 1), lines.get(i));
        column = lines.get(i + 1).indexOf('^') + 1L;
        i += 2;
      }
      List<String> text = new ArrayList<>(List.of(first.group(3)));
      while (i < lines.size() && !TOLD.matcher(lines.get(i)).matches()) {
        text.add(lines.get(i++));
      }
      shown.add(new Told(line, column, first.group(2), Told.stripped(text)));
    }
    return shown.stream().sorted(Told.ORDER).toList();
  }

  private static String page(Rule rule) throws IOException {
    return Files.readString(PAGES.resolve(rule.id() + ".md"));
  }
}
