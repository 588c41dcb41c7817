package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.GraphWriter;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.WeightFile;
import java.util.List;
import java.util.Locale;

/**
 * Writes a network's forward pass as TorchScript, with the operators that torchvision's networks
 * come down to. ReLU works in place, as it does there.
 */
final class TorchScriptWriter implements GraphWriter {

  private static final double BATCH_NORM_MOMENTUM = 0.1;

  private final WeightFile weights;
  private final StringBuilder source = new StringBuilder("def forward(self, images):\n");
  private int values;

  private TorchScriptWriter(WeightFile weights) {
    this.weights = weights;
  }

  /**
   * Writes a network.
   *
   * @param network which
   * @param weights its weights
   * @return the source of the method {@code forward}
   */
  static String write(Network network, WeightFile weights) {
    TorchScriptWriter writer = new TorchScriptWriter(weights);
    String scores = network.write(writer, "images");
    return writer.source.append("    return ").append(scores).append('\n').toString();
  }

  /**
   * Returns the name of the attribute that holds a tensor.
   *
   * @param tensor its name in the file
   * @return a name of Python
   */
  static String attribute(String tensor) {
    return tensor.replace('.', '_');
  }

  @Override
  public String convolution(String input, String layer, int stride, int padding, int groups) {
    return value(
        "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], %d)",
        input,
        weight(layer + ".weight"),
        weights.has(layer + ".bias") ? weight(layer + ".bias") : "None",
        stride,
        stride,
        padding,
        padding,
        groups);
  }

  @Override
  public String batchNorm(String input, String layer, double epsilon) {
    return value(
        "torch.batch_norm(%s, %s, %s, %s, %s, self.training, %s, %s, True)",
        input,
        weight(layer + ".weight"),
        weight(layer + ".bias"),
        weight(layer + ".running_mean"),
        weight(layer + ".running_var"),
        BATCH_NORM_MOMENTUM,
        epsilon);
  }

  @Override
  public String relu(String input) {
    return value("torch.relu_(%s)", input);
  }

  /** Not in place: the derivative needs the input, and keeping it would be a copy. */
  @Override
  public String silu(String input) {
    return value("torch.silu(%s)", input);
  }

  @Override
  public String sigmoid(String input) {
    return value("torch.sigmoid(%s)", input);
  }

  @Override
  public String maxPool(String input, int size, int stride, int padding, boolean ceilMode) {
    return value(
        "torch.max_pool2d(%s, [%d, %d], [%d, %d], [%d, %d], [1, 1], %s)",
        input, size, size, stride, stride, padding, padding, ceilMode ? "True" : "False");
  }

  @Override
  public String globalAverage(String input) {
    return value("torch.adaptive_avg_pool2d(%s, [1, 1])", input);
  }

  @Override
  public String flatten(String input) {
    return value("torch.flatten(%s, 1)", input);
  }

  @Override
  public String dense(String input, String layer) {
    return value(
        "torch.linear(%s, %s, %s)", input, weight(layer + ".weight"), weight(layer + ".bias"));
  }

  @Override
  public String add(String left, String right) {
    return value("torch.add(%s, %s)", left, right);
  }

  @Override
  public String scale(String maps, String factors) {
    return value("torch.mul(%s, %s)", maps, factors);
  }

  @Override
  public String concat(List<String> inputs) {
    return value("torch.cat([%s], 1)", String.join(", ", inputs));
  }

  @Override
  public String dropout(String input, double rate) {
    return value("torch.dropout(%s, %s, self.training)", input, rate);
  }

  @Override
  public String stochasticDepth(String input, double rate) {
    String result = value("%s", input);
    line("    if self.training:");
    line("        kept = torch.bernoulli(torch.full([%s.size(0), 1, 1, 1], %s))", input, 1 - rate);
    line("        %s = torch.mul(%s, torch.div(kept, %s))", result, input, 1 - rate);
    return result;
  }

  private static String weight(String tensor) {
    return "self." + attribute(tensor);
  }

  private String value(String expression, Object... arguments) {
    String result = "v" + values++;
    line("    " + result + " = " + expression, arguments);
    return result;
  }

  private void line(String format, Object... arguments) {
    source.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
