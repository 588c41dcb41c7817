package dev.conform.runtime;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a generated class its tensors while it is being constructed: views of the model's memory,
 * made once so that a step makes none. Each method is called in the order of the declaration.
 */
public final class Binding {

  private final Model model;
  private final Memory memory;
  private final int batchSize;
  private final boolean inferenceOnly;
  private final long seed;
  private final boolean draws;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Parameter> unclaimed = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final Set<String> trainingLayers = new HashSet<>();
  private Optional<List<String>> freshParameters = Optional.empty();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private long parameterEnd;
  private long stateEnd;
  private long savedEnd;

  Binding(Model model, Memory memory, ModelBuilder<?> settings) {
    this.model = model;
    this.memory = memory;
    this.batchSize = settings.batchSize();
    this.inferenceOnly = settings.isInferenceOnly();
    this.seed = settings.seed();
    this.draws = settings.draws();
  }

  /**
   * Makes a trained parameter and draws its starting values.
   *
   * @param name as in a file
   * @param packing its shape, and how memory holds it
   * @param init its starting values
   * @return the packed values
   */
  public Tensor parameter(String name, Packing packing, Init init) {
    long start = parameterEnd;
    parameterEnd += aligned(packing.size());
    Tensor values = memory.parameters().slice(start, packing.size());
    Tensor gradient = inferenceOnly ? Tensor.NONE : memory.gradients().slice(start, packing.size());
    draw(values, name, packing, init);
    add(new Parameter(model, name, packing, values, gradient, true));
    return values;
  }

  /**
   * Returns where the gradient of a parameter goes.
   *
   * @param name of a parameter that was made before
   * @return the packed gradient, or {@link Tensor#NONE} in a model for inference only
   */
  public Tensor parameterGradient(String name) {
    return made(name).packedGradient();
  }

  private Parameter made(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter " + name + " was made yet");
    }
    return parameter;
  }

  /**
   * Makes a parameter that no optimiser changes: part of a frozen layer.
   *
   * @param name as in a file: {@code c1.weight}
   * @param packing how its values lie in memory
   * @param init its first values, until a file is loaded
   * @return its values
   */
  public Tensor frozen(String name, Packing packing, Init init) {
    return constant(name, packing, init);
  }

  /**
   * Makes a running statistic.
   *
   * @param name as in a file
   * @param packing its shape, and how memory holds it
   * @param initial what all its values are at the start
   * @return the packed values
   */
  public Tensor state(String name, Packing packing, double initial) {
    return constant(name, packing, Init.constant(initial));
  }

  /**
   * Takes connections out of a convolution's weight (LeCun et al. 1998, table I): their weights are
   * zero and stay so.
   *
   * @param name of the weight, which was made before
   * @param rows a text for each input channel, with {@code X} for each filter that reads it
   * @return 1 where there is a connection and 0 where not, in the order of the weight's memory
   */
  public Tensor connections(String name, String... rows) {
    Parameter parameter = made(name);
    List<Integer> shape = parameter.shape();
    int kernel = shape.get(2) * shape.get(3);
    float[] mask = new float[parameter.size()];
    for (int i = 0; i < mask.length; i++) {
      int channel = i / kernel % shape.get(1);
      int filter = i / kernel / shape.get(1);
      mask[i] = rows[channel].charAt(filter) == 'X' ? 1 : 0;
    }
    Tensor packed = takeState(parameter.size());
    parameter.packing().pack(packed, mask);
    parameter.connect(packed);
    return packed;
  }

  private Tensor constant(String name, Packing packing, Init init) {
    Tensor values = takeState(packing.size());
    draw(values, name, packing, init);
    add(new Parameter(model, name, packing, values, Tensor.NONE, false));
    return values;
  }

  private void draw(Tensor values, String name, Packing packing, Init init) {
    if (draws) {
      packing.pack(values, init.source(seed, name));
    }
  }

  private Tensor takeState(int floats) {
    Tensor values = memory.state().slice(stateEnd, floats);
    stateEnd += aligned(floats);
    return values;
  }

  /**
   * Takes memory for what a training step saves that does not grow with the batch.
   *
   * @param floats how many
   * @return the memory, or {@link Tensor#NONE} in a model for inference only
   */
  public Tensor saved(int floats) {
    if (inferenceOnly) {
      return Tensor.NONE;
    }
    Tensor values = memory.saved().slice(savedEnd, floats);
    savedEnd += aligned(floats);
    return values;
  }

  /**
   * Makes room for the parameters of a convolution as inference reads them; taken when they are
   * first written. In a model that can be trained it is no more than for the weight: there is
   * enough else to keep, and the next step makes it stale.
   *
   * @param conv the convolution
   * @return what {@link Model#prepare()} writes
   */
  public Prepared prepared(Conv2d conv) {
    return new Prepared(memory.arena(), conv, batchSize, !inferenceOnly);
  }

  /**
   * Returns the place of activations.
   *
   * @param trainingOffset floats for one image before it, in a model that can be trained
   * @param inferenceOffset the same in a model for inference only; −1 if it is not needed there
   * @param floats its length for one image
   * @return the memory for a whole batch, or {@link Tensor#NONE} where it is not needed
   */
  public Tensor activation(long trainingOffset, long inferenceOffset, long floats) {
    long offset = inferenceOnly ? inferenceOffset : trainingOffset;
    return offset < 0
        ? Tensor.NONE
        : memory.activations().slice(offset * batchSize, floats * batchSize);
  }

  /**
   * Returns the place of the gradient of activations.
   *
   * @param trainingOffset floats for one image before it
   * @param floats its length for one image
   * @return the memory for a whole batch, or {@link Tensor#NONE} in a model for inference only
   */
  public Tensor gradient(long trainingOffset, long floats) {
    return activation(trainingOffset, -1, floats);
  }

  /**
   * Makes a layer. It gets the parameters that were made since the one before it.
   *
   * @param name of the declaring method
   * @param outputShape what it makes of one image
   * @param output where that lies
   */
  public void layer(String name, Shape outputShape, Tensor output) {
    layers.add(new Layer(model, name, outputShape, output, unclaimed));
    unclaimed.clear();
  }

  /**
   * Adds a layer that runs in training only.
   *
   * @param name of the method that declares it
   * @param outputShape what it makes of one image
   * @param output where it leaves that
   */
  public void trainingLayer(String name, Shape outputShape, Tensor output) {
    layer(name, outputShape, output);
    trainingLayers.add(name);
  }

  /**
   * Adds an input beside the main one.
   *
   * @param name of the layer
   * @param shape of one image
   * @param values where the images go
   */
  public void input(String name, Shape shape, Tensor values) {
    inputs.add(new Input(name, shape, values));
  }

  /**
   * Adds an output beside the main one.
   *
   * @param name of the layer
   * @param shape of what it makes of one image
   * @param values where it leaves that
   * @param gradient where a loss leaves its gradient
   * @param weight of its loss
   * @param trainingOnly whether it is left out in inference
   */
  public void output(
      String name,
      Shape shape,
      Tensor values,
      Tensor gradient,
      double weight,
      boolean trainingOnly) {
    outputs.add(new Output(name, shape, values, gradient, weight, trainingOnly));
  }

  /**
   * Says that a file holds the parameters of another network that this one extends.
   *
   * @param fresh what the names begin with of parameters that are not in it, or not like this:
   *     {@code fc.}
   */
  public void pretrained(String... fresh) {
    freshParameters = Optional.of(List.of(fresh));
  }

  private void add(Parameter parameter) {
    parameters.put(parameter.name(), parameter);
    unclaimed.add(parameter);
  }

  private static long aligned(long floats) {
    return (floats + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
  }

  List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  List<Layer> layers() {
    return List.copyOf(layers);
  }

  Set<String> trainingLayers() {
    return Set.copyOf(trainingLayers);
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Output> outputs() {
    return outputs;
  }

  Optional<List<String>> freshParameters() {
    return freshParameters;
  }
}
