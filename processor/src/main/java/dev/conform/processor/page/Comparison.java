package dev.conform.processor.page;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a page that compares networks: year, depth, parameters, multiply-accumulates, shapes,
 * receptive field and memory, side by side.
 *
 * <p>It reads the summaries that the processor has left in {@code META-INF/conform}:
 *
 * <pre>
 * java -cp … dev.conform.processor.page.Comparison --output compare.html target/classes other.jar
 * </pre>
 */
public final class Comparison {

  private static final String USAGE =
      "usage: Comparison [--output FILE] PATH..., where each path is a summary"
          + " (META-INF/conform/*.json), or a folder or a jar with compiled networks";

  private final PageTemplate template =
      new PageTemplate("compare.mustache", "page.js", "compare.js");

  /** Reads what all pages have in common. */
  public Comparison() {}

  /**
   * Writes a page.
   *
   * @param paths summaries, or folders or jars with networks
   * @return HTML with a line for each network, the oldest first, then the shallowest
   * @throws IllegalArgumentException if a path has no summary, or one that cannot be read
   * @throws UncheckedIOException if reading fails
   */
  public String of(List<Path> paths) {
    Set<Summarized> found = new LinkedHashSet<>();
    paths.forEach(path -> found.addAll(Summarized.in(path)));
    List<Summarized> networks = new ArrayList<>(found);
    networks.sort(
        Comparator.comparingInt((Summarized network) -> network.hasYear() ? 0 : 1)
            .thenComparingInt(Summarized::year)
            .thenComparingInt(Summarized::depth)
            .thenComparing(Summarized::qualifiedName));
    return template.render(
        Map.of("count", networks.size()),
        Map.of("networks", networks.stream().map(Summarized::figures).toList()));
  }

  /**
   * Writes the page of the paths it is given.
   *
   * @param arguments as the class's description says
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /** Returns 0, or 1 after telling what is wrong. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Path output = Path.of("compare.html");
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--output") && i + 1 < arguments.size()) {
        output = Path.of(arguments.get(++i));
      } else if (arguments.get(i).startsWith("-")) {
        err.println(USAGE);
        return 1;
      } else {
        paths.add(Path.of(arguments.get(i)));
      }
    }
    if (paths.isEmpty()) {
      err.println(USAGE);
      return 1;
    }
    try {
      Files.writeString(output, new Comparison().of(paths));
      out.println(output.toAbsolutePath());
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("cannot write " + output + ": " + e);
    }
    return 1;
  }
}
