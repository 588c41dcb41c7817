package dev.conform.benchmarks.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.conform.benchmarks.GraphWriter;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.WeightFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Writes a network as ONNX for inference. The weights stay in the safetensors file that they come
 * from: ONNX can point to bytes of another file. Dropout and stochastic depth are left out, as they
 * do nothing in inference.
 */
final class OnnxWriter implements GraphWriter {

  /** The name of the images. */
  static final String IMAGES = "images";

  /** The name of the symbolic first dimension. */
  static final String BATCH = "batch";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;

  private final WeightFile weights;
  private final String weightFile;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, TensorProto> initializers = new LinkedHashMap<>();

  private OnnxWriter(WeightFile weights, String weightFile) {
    this.weights = weights;
    this.weightFile = weightFile;
  }

  /**
   * Writes a network.
   *
   * @param network which
   * @param weights its weights
   * @param weightFile the name of their file, which will lie beside the model's
   * @return the model
   */
  static ModelProto write(Network network, WeightFile weights, String weightFile) {
    OnnxWriter writer = new OnnxWriter(weights, weightFile);
    String scores = network.write(writer, IMAGES);
    long[] image = network.shape(1);
    writer
        .graph
        .setName(network.title())
        .addInput(tensor(IMAGES, image[1], image[2], image[3]))
        .addOutput(tensor(scores, network.classes()))
        .addAllInitializer(writer.initializers.values());
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(writer.graph)
        .build();
  }

  private static ValueInfoProto tensor(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    LongStream.of(dimensions).forEach(size -> shape.addDimBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  @Override
  public String convolution(String input, String layer, int stride, int padding, int groups) {
    List<String> inputs = new ArrayList<>(List.of(input, weight(layer + ".weight")));
    if (weights.has(layer + ".bias")) {
      inputs.add(weight(layer + ".bias"));
    }
    return node(
        "Conv",
        inputs,
        integers("strides", stride, stride),
        integers("pads", padding, padding, padding, padding),
        integer("group", groups));
  }

  @Override
  public String batchNorm(String input, String layer, double epsilon) {
    return node(
        "BatchNormalization",
        List.of(
            input,
            weight(layer + ".weight"),
            weight(layer + ".bias"),
            weight(layer + ".running_mean"),
            weight(layer + ".running_var")),
        AttributeProto.newBuilder()
            .setName("epsilon")
            .setType(AttributeProto.AttributeType.FLOAT)
            .setF((float) epsilon)
            .build());
  }

  @Override
  public String relu(String input) {
    return node("Relu", List.of(input));
  }

  @Override
  public String silu(String input) {
    return node("Mul", List.of(input, sigmoid(input)));
  }

  @Override
  public String sigmoid(String input) {
    return node("Sigmoid", List.of(input));
  }

  @Override
  public String maxPool(String input, int size, int stride, int padding, boolean ceilMode) {
    return node(
        "MaxPool",
        List.of(input),
        integers("kernel_shape", size, size),
        integers("strides", stride, stride),
        integers("pads", padding, padding, padding, padding),
        integer("ceil_mode", ceilMode ? 1 : 0));
  }

  @Override
  public String globalAverage(String input) {
    return node("GlobalAveragePool", List.of(input));
  }

  @Override
  public String flatten(String input) {
    return node("Flatten", List.of(input), integer("axis", 1));
  }

  @Override
  public String dense(String input, String layer) {
    return node(
        "Gemm",
        List.of(input, weight(layer + ".weight"), weight(layer + ".bias")),
        integer("transB", 1));
  }

  @Override
  public String add(String left, String right) {
    return node("Add", List.of(left, right));
  }

  @Override
  public String scale(String maps, String factors) {
    return node("Mul", List.of(maps, factors));
  }

  @Override
  public String concat(List<String> inputs) {
    return node("Concat", inputs, integer("axis", 1));
  }

  @Override
  public String dropout(String input, double rate) {
    return input;
  }

  @Override
  public String stochasticDepth(String input, double rate) {
    return input;
  }

  private String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String result = "v" + graph.getNodeCount();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(result)
            .addAllAttribute(List.of(attributes)));
    return result;
  }

  private String weight(String name) {
    initializers.computeIfAbsent(name, this::initializer);
    return name;
  }

  private TensorProto initializer(String name) {
    WeightFile.Entry entry = weights.entry(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(text("location", weightFile))
            .addExternalData(text("offset", Long.toString(entry.offset())))
            .addExternalData(text("length", Long.toString(entry.bytes())));
    LongStream.of(entry.dimensions()).forEach(tensor::addDims);
    return tensor.build();
  }

  private static StringStringEntryProto text(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    LongStream.of(values).forEach(attribute::addInts);
    return attribute.build();
  }
}
