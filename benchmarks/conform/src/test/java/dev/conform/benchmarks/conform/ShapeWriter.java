package dev.conform.benchmarks.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.benchmarks.GraphWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a described network from layer to layer: shapes, multiply-accumulates of convolutions and
 * dense layers, and which weights were asked for. A layer whose weights do not fit its input fails
 * the test.
 */
final class ShapeWriter implements GraphWriter {

  private final Map<String, List<Integer>> weights;
  private final Map<String, Maps> results = new HashMap<>();
  private final List<String> used = new ArrayList<>();
  private long trained;
  private long macs;

  /** Channels, height and width; a vector has one pixel. */
  record Maps(int channels, int height, int width) {

    int size() {
      return channels * height * width;
    }
  }

  /**
   * Starts with the images.
   *
   * @param weights shapes by name, as in PyTorch
   * @param image name of the input
   * @param maps its shape
   */
  ShapeWriter(Map<String, List<Integer>> weights, String image, Maps maps) {
    this.weights = weights;
    results.put(image, maps);
  }

  /** Returns the names of the weights, each as often as a layer has read it. */
  List<String> used() {
    return used;
  }

  /** Returns the number of trained values among them. */
  long trained() {
    return trained;
  }

  long macs() {
    return macs;
  }

  Maps result(String name) {
    Maps maps = results.get(name);
    assertNotNull(maps, () -> "nothing is called " + name);
    return maps;
  }

  private String to(Maps maps) {
    String name = "r" + results.size();
    results.put(name, maps);
    return name;
  }

  private List<Integer> weight(String name) {
    List<Integer> shape = weights.get(name);
    assertNotNull(shape, () -> "the model has no " + name);
    used.add(name);
    if (!name.contains(".running_")) {
      trained += shape.stream().reduce(1, Math::multiplyExact);
    }
    return shape;
  }

  private void bias(String layer, int channels) {
    if (weights.containsKey(layer + ".bias")) {
      assertEquals(List.of(channels), weight(layer + ".bias"), layer);
    }
  }

  @Override
  public String convolution(String input, String layer, int stride, int padding, int groups) {
    Maps in = result(input);
    List<Integer> weight = weight(layer + ".weight");
    int channels = weight.get(0);
    assertEquals(in.channels(), weight.get(1) * groups, layer);
    assertEquals(0, channels % groups, layer);
    bias(layer, channels);
    Maps out =
        new Maps(
            channels,
            (in.height() + 2 * padding - weight.get(2)) / stride + 1,
            (in.width() + 2 * padding - weight.get(3)) / stride + 1);
    macs += (long) out.size() * weight.get(1) * weight.get(2) * weight.get(3);
    return to(out);
  }

  @Override
  public String batchNorm(String input, String layer, double epsilon) {
    Maps maps = result(input);
    for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
      assertEquals(List.of(maps.channels()), weight(layer + part), layer);
    }
    return to(maps);
  }

  @Override
  public String dense(String input, String layer) {
    Maps in = result(input);
    List<Integer> weight = weight(layer + ".weight");
    assertEquals(1, in.height() * in.width(), () -> layer + " reads maps, not a vector");
    assertEquals(in.channels(), weight.get(1), layer);
    bias(layer, weight.get(0));
    macs += (long) weight.get(0) * weight.get(1);
    return to(new Maps(weight.get(0), 1, 1));
  }

  @Override
  public String maxPool(String input, int size, int stride, int padding, boolean ceilMode) {
    Maps in = result(input);
    int rest = ceilMode ? stride - 1 : 0;
    return to(
        new Maps(
            in.channels(),
            (in.height() + 2 * padding - size + rest) / stride + 1,
            (in.width() + 2 * padding - size + rest) / stride + 1));
  }

  @Override
  public String globalAverage(String input) {
    return to(new Maps(result(input).channels(), 1, 1));
  }

  @Override
  public String flatten(String input) {
    return to(new Maps(result(input).size(), 1, 1));
  }

  @Override
  public String add(String left, String right) {
    assertEquals(result(left), result(right));
    return to(result(left));
  }

  @Override
  public String scale(String maps, String factors) {
    assertEquals(new Maps(result(maps).channels(), 1, 1), result(factors));
    return to(result(maps));
  }

  @Override
  public String concat(List<String> inputs) {
    Maps first = result(inputs.get(0));
    int channels = 0;
    for (String input : inputs) {
      Maps maps = result(input);
      assertEquals(first.height(), maps.height());
      assertEquals(first.width(), maps.width());
      channels += maps.channels();
    }
    return to(new Maps(channels, first.height(), first.width()));
  }

  @Override
  public String relu(String input) {
    return to(result(input));
  }

  @Override
  public String silu(String input) {
    return to(result(input));
  }

  @Override
  public String sigmoid(String input) {
    return to(result(input));
  }

  @Override
  public String dropout(String input, double rate) {
    assertTrue(rate > 0 && rate < 1);
    return to(result(input));
  }

  /** The first block's rate is zero. */
  @Override
  public String stochasticDepth(String input, double rate) {
    assertTrue(rate >= 0 && rate < 1);
    return to(result(input));
  }
}
