package dev.conform.examples.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what javac found out about a network; the compiler wrote it beside the class. */
final class SummaryTable {

  private static final List<String> HEADER =
      List.of("layer", "operation", "output", "parameters", "MACs", "receptive field");
  private static final int TEXT_COLUMNS = 2; // the first two align left, numbers right

  private SummaryTable() {}

  /**
   * Reads the summary of a network.
   *
   * @param network the declaration
   * @return a table with a line for each layer, and the totals
   */
  static String of(Class<?> network) throws IOException {
    String resource = "/META-INF/conform/" + network.getName() + ".json";
    Map<String, Object> summary;
    try (InputStream in = Objects.requireNonNull(network.getResourceAsStream(resource), resource)) {
      summary = JSON.std.mapFrom(in);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    rows.add(List.of("input", "", sizes(summary.get("input")), "", "", ""));
    if (summary.get("layers") instanceof List<?> layers) {
      for (Object element : layers) {
        if (element instanceof Map<?, ?> layer) {
          rows.add(
              List.of(
                  String.valueOf(layer.get("name")),
                  String.valueOf(layer.get("operation")),
                  sizes(layer.get("output")),
                  count(layer.get("parameters")),
                  count(layer.get("macs")),
                  sizes(layer.get("receptiveField"))));
        }
      }
    }
    rows.add(
        List.of("total", "", "", count(summary.get("parameters")), count(summary.get("macs")), ""));
    return format(rows);
  }

  private static String sizes(@Nullable Object list) {
    return list instanceof List<?> numbers
        ? numbers.stream().map(String::valueOf).collect(Collectors.joining("×"))
        : "";
  }

  private static String count(@Nullable Object number) {
    return number instanceof Number n ? String.format(Locale.ROOT, "%,d", n.longValue()) : "";
  }

  private static String format(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String padding = " ".repeat(widths[column] - row.get(column).length());
        line.append(column < TEXT_COLUMNS ? row.get(column) + padding : padding + row.get(column))
            .append("  ");
      }
      table.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return table.toString();
  }
}
