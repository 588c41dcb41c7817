package dev.conform.examples.demo;

import dev.conform.runtime.train.Epoch;
import dev.conform.runtime.train.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the curves of a training. */
final class Plots {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 460;
  private static final double PERCENT = 100;

  private Plots() {}

  /**
   * Draws loss and accuracy over the epochs, side by side.
   *
   * @param history of the training; an epoch whose value is NaN is left out
   * @param file a PNG to create or replace
   */
  static void history(History history, String title, Path file) throws IOException {
    XYChart loss = chart(title + ": loss", "cross-entropy");
    add(loss, history.epochs(), "training", Canvas.BLUE, Epoch::trainLoss);
    add(loss, history.epochs(), "validation", Canvas.ORANGE, Epoch::validationLoss);
    loss.getStyler()
        .setYAxisMin(0.0)
        .setYAxisDecimalPattern("0.00##")
        .setLegendPosition(Styler.LegendPosition.InsideNE);
    XYChart accuracy = chart(title + ": accuracy", "images classified correctly, %");
    add(accuracy, history.epochs(), "training", Canvas.BLUE, e -> PERCENT * e.trainAccuracy());
    add(
        accuracy,
        history.epochs(),
        "validation",
        Canvas.ORANGE,
        e -> PERCENT * e.validationAccuracy());
    accuracy
        .getStyler()
        .setYAxisMax(PERCENT)
        .setYAxisDecimalPattern("0.0#")
        .setLegendPosition(Styler.LegendPosition.InsideSE);
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(List.of(loss, accuracy), 1, 2, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static XYChart chart(String title, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(yAxis)
            .build();
    chart
        .getStyler()
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(Canvas.INK)
        .setChartTitleFont(Canvas.font(Font.BOLD, 16))
        .setChartTitlePadding(10)
        .setChartPadding(16)
        .setLegendFont(Canvas.font(Font.PLAIN, 13))
        .setLegendBorderColor(Canvas.GRID);
    chart
        .getStyler()
        .setPlotGridLinesColor(Canvas.GRID)
        .setPlotGridVerticalLinesVisible(false)
        .setAxisTitleFont(Canvas.font(Font.PLAIN, 13))
        .setAxisTickLabelsFont(Canvas.font(Font.PLAIN, 12))
        .setAxisTicksLineVisible(false)
        .setAxisTickMarksColor(Canvas.GRID)
        .setXAxisDecimalPattern("0");
    return chart;
  }

  private static void add(
      XYChart chart, List<Epoch> epochs, String name, Color colour, ToDoubleFunction<Epoch> value) {
    List<Epoch> known =
        epochs.stream().filter(epoch -> Double.isFinite(value.applyAsDouble(epoch))).toList();
    if (known.isEmpty()) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            name,
            known.stream().mapToDouble(Epoch::number).toArray(),
            known.stream().mapToDouble(value).toArray());
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
  }
}
