package dev.conform.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws how many times as long as Conform the other libraries take. */
final class Chart {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 420;

  private Chart() {}

  static void write(Path file, List<Result> results) throws IOException {
    List<CategoryChart> charts = Group.of(results).stream().map(Chart::chart).toList();
    if (!charts.isEmpty()) {
      BitmapEncoder.saveBitmap(
          charts, charts.size(), 1, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static CategoryChart chart(Group group) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(group + ": time relative to Conform, more is slower")
            .yAxisTitle("times Conform")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    List<String> subjects = group.results().stream().map(Result::subject).distinct().toList();
    for (String engine : group.engines()) {
      List<Result> results = group.of(engine);
      chart.addSeries(engine, subjects, subjects.stream().map(s -> ratio(results, s)).toList());
    }
    return chart;
  }

  /** Returns zero, no bar, for what an engine did not do. */
  private static double ratio(List<Result> results, String subject) {
    return results.stream()
        .filter(result -> result.subject().equals(subject))
        .mapToDouble(result -> result.ratio().median())
        .findFirst()
        .orElse(0);
  }
}
