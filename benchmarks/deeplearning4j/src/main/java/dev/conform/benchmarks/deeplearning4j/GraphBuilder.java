package dev.conform.benchmarks.deeplearning4j;

import dev.conform.benchmarks.GraphWriter;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.WeightFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Builds a network as a computation graph. A rectifier behind a convolution or a dense layer
 * becomes that layer's activation.
 */
final class GraphBuilder implements GraphWriter {

  private static final String IMAGES = "images";
  private static final String LOSS = "loss";
  private static final double BATCH_NORM_DECAY = 0.9;

  /** A layer that takes parameters, and the name of the weights that it takes. */
  private record Weighted(String layer, String weights) {}

  private final WeightFile weights;
  private final ComputationGraphConfiguration.GraphBuilder graph =
      new NeuralNetConfiguration.Builder()
          // The only momentum there is looks ahead; that costs no more.
          .updater(new Nesterovs(NetworkTask.LEARNING_RATE, NetworkTask.MOMENTUM))
          .convolutionMode(ConvolutionMode.Truncate)
          .graphBuilder()
          .addInputs(IMAGES);

  /** Convolutions and dense layers, which may still get an activation, and what they read. */
  private final Map<String, BaseLayer.Builder<?>> open = new LinkedHashMap<>();

  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, Weighted> weighted = new LinkedHashMap<>();
  private int count;

  private GraphBuilder(WeightFile weights) {
    this.weights = weights;
  }

  /**
   * A network, and the name of the layer whose activations are the scores.
   *
   * @param graph with its weights
   * @param scores the layer before softmax
   */
  record Built(ComputationGraph graph, String scores) {}

  static Built build(Network network, WeightFile weights) {
    GraphBuilder builder = new GraphBuilder(weights);
    String scores = network.write(builder, IMAGES);
    builder.open.forEach(
        (name, layer) -> builder.graph.addLayer(name, layer.build(), builder.inputs.get(name)));
    long[] image = network.shape(1);
    ComputationGraphConfiguration configuration =
        builder
            .graph
            .addLayer(
                LOSS,
                new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .build(),
                scores)
            .setOutputs(LOSS)
            .setInputTypes(InputType.convolutional(image[2], image[3], image[1]))
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    builder.weighted.values().forEach(each -> builder.load(graph, each));
    return new Built(graph, scores);
  }

  private void load(ComputationGraph graph, Weighted layer) {
    Map<String, INDArray> parameters = graph.getLayer(layer.layer()).paramTable();
    Map<String, String> names =
        Map.of(
            "W",
            "weight",
            "b",
            "bias",
            "gamma",
            "weight",
            "beta",
            "bias",
            "mean",
            "running_mean",
            "var",
            "running_var");
    parameters.forEach(
        (name, parameter) -> {
          INDArray values = array(layer.weights() + "." + names.get(name));
          boolean isDense = name.equals("W") && values.rank() == 2;
          parameter.assign(isDense ? values.transpose() : values.reshape(parameter.shape()));
        });
  }

  private INDArray array(String name) {
    WeightFile.Entry entry = weights.entry(name);
    float[] values = new float[(int) (entry.bytes() / Float.BYTES)];
    weights.values(entry).get(values);
    return Nd4j.create(values, entry.dimensions(), 'c');
  }

  @Override
  public String convolution(String input, String layer, int stride, int padding, int groups) {
    if (groups != 1) {
      throw unsupported("grouped convolution");
    }
    List<Integer> shape = weights.entry(layer + ".weight").shape();
    return weighted(
        layer,
        input,
        new ConvolutionLayer.Builder(shape.get(2), shape.get(3))
            .nOut(shape.get(0))
            .stride(stride, stride)
            .padding(padding, padding)
            .hasBias(weights.has(layer + ".bias")));
  }

  @Override
  public String dense(String input, String layer) {
    return weighted(
        layer,
        input,
        new DenseLayer.Builder().nOut(weights.entry(layer + ".weight").shape().get(0)));
  }

  private String weighted(String layer, String input, BaseLayer.Builder<?> builder) {
    builder.activation(Activation.IDENTITY);
    String name = name();
    open.put(name, builder);
    inputs.put(name, input);
    weighted.put(name, new Weighted(name, layer));
    return name;
  }

  @Override
  public String batchNorm(String input, String layer, double epsilon) {
    String name =
        add(
            new BatchNormalization.Builder()
                .eps(epsilon)
                .decay(BATCH_NORM_DECAY)
                .useLogStd(false)
                .build(),
            input);
    weighted.put(name, new Weighted(name, layer));
    return name;
  }

  @Override
  public String relu(String input) {
    BaseLayer.Builder<?> before = open.get(input);
    if (before == null) {
      return add(new ActivationLayer(Activation.RELU), input);
    }
    before.activation(Activation.RELU);
    return input;
  }

  @Override
  public String maxPool(String input, int size, int stride, int padding, boolean ceilMode) {
    if (ceilMode) {
      throw unsupported("a last, incomplete window");
    }
    return add(
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(size, size)
            .stride(stride, stride)
            .padding(padding, padding)
            .build(),
        input);
  }

  @Override
  public String globalAverage(String input) {
    return add(new GlobalPoolingLayer(PoolingType.AVG), input);
  }

  /** Happens by itself in front of a dense layer. */
  @Override
  public String flatten(String input) {
    return input;
  }

  @Override
  public String add(String left, String right) {
    String name = name();
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return name;
  }

  private String add(Layer layer, String input) {
    String name = name();
    graph.addLayer(name, layer, input);
    return name;
  }

  private String name() {
    return "v" + count++;
  }

  @Override
  public String silu(String input) {
    throw unsupported("silu");
  }

  @Override
  public String sigmoid(String input) {
    throw unsupported("sigmoid");
  }

  @Override
  public String scale(String maps, String factors) {
    throw unsupported("squeeze and excitation");
  }

  @Override
  public String concat(List<String> joined) {
    throw unsupported("concatenation");
  }

  @Override
  public String dropout(String input, double rate) {
    throw unsupported("dropout");
  }

  @Override
  public String stochasticDepth(String input, double rate) {
    throw unsupported("stochastic depth");
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(what + ": not in the networks that run here");
  }
}
