package dev.conform.runtime;

import dev.conform.runtime.io.ModelFile;
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A network with its parameters and all the memory it works in: the base of every generated class.
 *
 * <p>Images enter and results leave in the order channels, height, width. A model is used by one
 * thread at a time; a second one that enters meanwhile gets an {@link IllegalStateException}, and
 * neither gets a wrong result.
 */
public abstract class Model implements AutoCloseable {

  /** The kernels that a generated class calls. */
  protected final Kernels kernels;

  private final Blueprint network;
  private final int batchSize;
  private final boolean inferenceOnly;
  private final Memory memory;
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private final long seed;
  private Tensor input = Tensor.NONE;
  private Tensor output = Tensor.NONE;
  private Tensor dOutput = Tensor.NONE;
  private List<Parameter> parameters = List.of();
  private List<Layer> layers = List.of();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Set<String> trainingLayers = Set.of();
  private Optional<List<String>> freshParameters = Optional.empty();
  private volatile boolean closed;

  private final Progress progress = new Progress();
  private final ChannelsLast channelsLast = new ChannelsLast();
  private final ThreePlanes threePlanes;

  /** How often the user has entered; only the user looks at it. */
  private int depth;

  private int lastBatch;
  private @Nullable Mode lastMode;
  private boolean backwardDone;

  /** The sum that an optimizer keeps where gradients would lie. */
  private @Nullable GradientSum gradientSum;

  /** Whether gradients lie in their memory, and not what is left of a sum. */
  private boolean hasGradients = true;

  /** Whether inference can go on with what {@link #prepare()} has made of the parameters. */
  private volatile boolean isPrepared;

  private long trainingSteps;
  private final ModelBuilder<?> settings;
  private @Nullable Binding binding;

  /**
   * Takes the memory.
   *
   * @param network what the generated class knows of itself
   * @param settings batch size, seed and threads
   * @throws InsufficientMemoryException if there is not enough memory
   */
  protected Model(Blueprint network, ModelBuilder<?> settings) {
    this.network = network;
    this.batchSize = settings.batchSize();
    this.inferenceOnly = settings.isInferenceOnly();
    this.seed = settings.seed();
    this.memory = Memory.of(network, batchSize, inferenceOnly, settings.threads());
    settings.took(memory.arena());
    this.kernels = new Kernels(settings.threads(), memory.workspace());
    this.threePlanes = new ThreePlanes(kernels, memory.arena());
    this.settings = settings;
  }

  /**
   * Runs the network on the images in its input.
   *
   * @param mode training or inference
   * @param batch how many images
   */
  protected abstract void forward(Mode mode, int batch);

  /**
   * Runs the network backward from the gradient of its output: overwrites the gradient of every
   * trained parameter, or adds to it where {@link Kernels#accumulatesParameterGradients} says so.
   *
   * @param batch how many images the last forward pass had
   */
  protected abstract void backward(int batch);

  /**
   * Brings the parameters into the form in which inference reads them; called before the first
   * forward pass in inference and again after parameters or running statistics have changed.
   * Nothing to do unless a network has such a form.
   */
  protected void prepare() {}

  /**
   * Tells the steps of the plan, in the order of their numbers; called by a {@link Profiler} when
   * it starts.
   *
   * @param plan that they are added to
   */
  protected void describe(Plan plan) {}

  /**
   * Says which step of the plan runs from here on, for a {@link Profiler} if there is one; called
   * by the methods of a generated class.
   *
   * @param index of the step, from 0
   */
  protected final void step(int index) {
    progress.enter(Stopwatch.STEPS + index);
  }

  final Progress progress() {
    return progress;
  }

  /**
   * Returns what hands out the memory, the same one until {@link #bound}; for the constructor of a
   * generated class.
   *
   * @return the binding
   */
  protected final Binding binding() {
    if (binding == null) {
      binding = new Binding(this, memory, settings);
    }
    return binding;
  }

  /**
   * Ends the constructor of a generated class.
   *
   * @param boundInput where images go
   * @param boundOutput where the result lies
   * @param boundOutputGradient where its gradient goes
   */
  protected final void bound(Tensor boundInput, Tensor boundOutput, Tensor boundOutputGradient) {
    parameters = binding().parameters();
    layers = binding().layers();
    input = boundInput;
    output = boundOutput;
    dOutput = boundOutputGradient;
    trainingLayers = binding().trainingLayers();
    freshParameters = binding().freshParameters();
    inputs.add(new Input("input", network.input(), input));
    inputs.addAll(binding().inputs());
    outputs.add(new Output("output", network.output(), output, dOutput, 1, false));
    outputs.addAll(binding().outputs());
    binding = null;
  }

  /**
   * Returns the seed of one dropout in this training step.
   *
   * @param index of the dropout in the network
   * @return a number that is new in each step
   */
  protected final long dropoutSeed(int index) {
    return Seeds.mix(Seeds.mix(seed, trainingSteps), index);
  }

  /**
   * Returns a layer by its place in the declaration; for the accessors of a generated class.
   *
   * @param index from 0
   * @return the layer
   */
  protected final Layer layer(int index) {
    return layers.get(index);
  }

  /**
   * Returns the name of the declaration.
   *
   * @return for example {@code LeNet5}
   */
  public final String name() {
    return network.name();
  }

  /**
   * Returns the shape of one image.
   *
   * @return channels, height, width
   */
  public final Shape inputShape() {
    return network.input();
  }

  /**
   * Returns the shape of what the network makes of one image.
   *
   * @return units, or channels, height, width
   */
  public final Shape outputShape() {
    return network.output();
  }

  /**
   * Returns the inputs.
   *
   * @return the main one first
   */
  public final List<Input> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /**
   * Returns the outputs.
   *
   * @return the main one first
   */
  public final List<Output> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /**
   * Tells whether the output is made of probabilities already, and not of scores.
   *
   * @return true if the network ends in softmax or sigmoid
   */
  public final boolean endsInProbabilities() {
    return network.isProbabilities();
  }

  /**
   * Returns the most images that fit at once.
   *
   * @return the builder's batch size
   */
  public final int batchSize() {
    return batchSize;
  }

  /**
   * Tells whether the model was built without the memory that training needs.
   *
   * @return true after {@link ModelBuilder#inferenceOnly()}
   */
  public final boolean isInferenceOnly() {
    return inferenceOnly;
  }

  /**
   * Returns all parameters and running statistics.
   *
   * @return in the order of the declaration
   */
  public final List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Returns all layers.
   *
   * @return in the order of the declaration
   */
  public final List<Layer> layers() {
    return layers;
  }

  /**
   * Returns a layer by its name.
   *
   * @param name of the declaring method
   * @return the layer
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public final Layer layer(String name) {
    return layers.stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no layer \"%s\"; it has %s"
                        .formatted(
                            network.name(),
                            name,
                            String.join(", ", layers.stream().map(Layer::name).toList()))));
  }

  /**
   * Runs a batch forward.
   *
   * @param images one image after the other, each in the order C×H×W
   * @param mode training or inference
   * @return the output, one image after the other, in the order C×H×W
   * @throws IllegalArgumentException if that is not a whole number of images from 1 to {@link
   *     #batchSize()}
   * @throws IllegalStateException if the model is closed, in use by another thread, or asked to
   *     train when it was built for inference only
   */
  public final float[] forward(float[] images, Mode mode) {
    int size = network.input().size();
    if (images.length == 0 || images.length % size != 0) {
      throw new IllegalArgumentException(
          "%s takes images of %s = %d floats each; %d floats are not a whole number of them"
              .formatted(network.name(), network.input(), size, images.length));
    }
    enter();
    try {
      run(MemorySegment.ofArray(images), images.length / size, mode);
      return copyOutput();
    } finally {
      exit();
    }
  }

  /**
   * Runs a batch forward and leaves the output in the model; allocates nothing.
   *
   * @param images at least {@code batch} images of floats, each in the order C×H×W
   * @param batch how many, from 1 to {@link #batchSize()}
   * @param mode training or inference
   * @throws IllegalArgumentException if there are fewer images, or batch is out of range
   * @throws IllegalStateException as {@link #forward(float[], Mode)}
   */
  public final void forward(MemorySegment images, int batch, Mode mode) {
    enter();
    try {
      run(images, batch, mode);
    } finally {
      exit();
    }
  }

  /**
   * Runs a network with several inputs forward.
   *
   * @param images by the name of the input, {@code input} for the main one: for each, as many
   *     images of its shape as for the others, in the order C×H×W
   * @param mode training or inference
   * @return the main output of each image, one after the other
   * @throws IllegalArgumentException if an input is missing or unknown, or their numbers of images
   *     differ
   * @throws IllegalStateException if the model is closed, in use by another thread, or built for
   *     inference only and asked to train
   */
  public final float[] forward(Map<String, float[]> images, Mode mode) {
    List<String> names = inputs.stream().map(Input::name).toList();
    if (!images.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "%s has the inputs %s; there are images for %s"
              .formatted(network.name(), names, new TreeSet<>(images.keySet())));
    }
    enter();
    try {
      int batch = 0;
      for (Input each : inputs) {
        float[] values = Objects.requireNonNull(images.get(each.name()), each.name());
        int size = each.shape().size();
        if (values.length == 0
            || values.length % size != 0
            || (batch != 0 && values.length / size != batch)) {
          throw new IllegalArgumentException(
              "input %s takes %s images of %s = %d floats each, not %d floats"
                  .formatted(
                      each.name(),
                      batch == 0 ? "any number of" : batch,
                      each.shape(),
                      size,
                      values.length));
        }
        batch = values.length / size;
      }
      start(batch, mode);
      for (Input each : inputs) {
        pack(each, MemorySegment.ofArray(Objects.requireNonNull(images.get(each.name()))), batch);
      }
      finish(batch, mode);
      return copyOutput();
    } finally {
      exit();
    }
  }

  private void run(MemorySegment images, int batch, Mode mode) {
    if (inputs.size() > 1) {
      throw new IllegalStateException(
          "%s has the inputs %s: give forward a map with images for each"
              .formatted(network.name(), inputs.stream().map(Input::name).toList()));
    }
    checkBatch(batch);
    int size = network.input().size();
    if (images.byteSize() < (long) batch * size * Float.BYTES) {
      throw new IllegalArgumentException(
          "%d images of %s are %,d bytes; there are %,d"
              .formatted(
                  batch, network.input(), (long) batch * size * Float.BYTES, images.byteSize()));
    }
    start(batch, mode);
    pack(inputs.get(0), images, batch);
    finish(batch, mode);
  }

  private void checkBatch(int batch) {
    if (batch < 1 || batch > batchSize) {
      throw new IllegalArgumentException(
          "a batch of %d images: %s was built for 1 to %d; set batchSize when building it"
              .formatted(batch, network.name(), batchSize));
    }
  }

  private void start(int batch, Mode mode) {
    checkBatch(batch);
    if (mode == Mode.TRAINING) {
      if (inferenceOnly) {
        throw new IllegalStateException(
            network.name() + " was built with inferenceOnly() and cannot be trained");
      }
      trainingSteps++;
      // Running statistics move.
      parametersChanged();
    }
    // A pass that throws half-way leaves nothing that could be taken for a result.
    lastMode = null;
    if (mode == Mode.INFERENCE && !isPrepared && inferenceOnly) {
      kernels.beginInference(batch * Plan.of(this).macs(Pass.INFERENCE));
    }
    progress.begin(mode == Mode.TRAINING ? Pass.FORWARD : Pass.INFERENCE, batch);
  }

  private void pack(Input to, MemorySegment images, int batch) {
    pack(to.shape(), to.values(), images, batch);
  }

  private void pack(Shape shape, Tensor packed, MemorySegment images, int batch) {
    boolean hasThreePlanes = ThreePlanes.make(shape);
    for (int image = 0; image < batch; image++) {
      long first = (long) image * shape.size();
      if (hasThreePlanes) {
        threePlanes.pack(shape, packed, images, first);
      } else {
        channelsLast.pack(shape, packed.segment(), first, images, first);
      }
    }
  }

  private void finish(int batch, Mode mode) {
    if (mode == Mode.INFERENCE && !isPrepared) {
      progress.enter(Stopwatch.PREPARATION);
      prepareAnew();
    }
    progress.enter(Stopwatch.BETWEEN);
    forward(mode, batch);
    progress.end();
    if (inferenceOnly) {
      kernels.endInference();
    }
    lastBatch = batch;
    lastMode = mode;
    backwardDone = false;
  }

  private void prepareAnew() {
    try {
      prepare();
    } catch (OutOfMemoryError refused) {
      throw new InsufficientMemoryException(
          """
          %s needs memory outside the heap for the parameters as inference reads them, about as much as for \
          the parameters themselves. The JVM says: %s.
          Use a smaller batchSize, or raise the limit with -XX:MaxDirectMemorySize"""
              .formatted(network.name(), refused.getMessage()),
          refused);
    }
    isPrepared = true;
  }

  /**
   * Copies out the output of the last forward pass.
   *
   * @return one image after the other, in the order C×H×W
   * @throws IllegalStateException if there was none, or the model is closed or in use by another
   *     thread
   */
  public final float[] output() {
    enter();
    try {
      return copyOutput();
    } finally {
      exit();
    }
  }

  private float[] copyOutput() {
    requireForward("output");
    int size = network.output().size();
    float[] values = new float[Math.multiplyExact(lastBatch, size)];
    for (int image = 0; image < lastBatch; image++) {
      channelsLast.unpack(
          network.output(), values, image * size, output.segment(), (long) image * size);
    }
    return values;
  }

  /**
   * Runs the last training batch backward: overwrites the gradient of every trained parameter, or
   * adds it to an optimizer's {@link GradientSum}.
   *
   * @param outputGradient the gradient of the loss with respect to the output, laid out like {@link
   *     #output()}
   * @throws IllegalArgumentException if its length is not that of the output
   * @throws IllegalStateException if the last forward pass was not one of training, or was followed
   *     by a backward pass already, which reuses its memory; if a {@link GradientSum} has a
   *     gradient that no step has used; or the model is closed or in use by another thread
   */
  public final void backward(float[] outputGradient) {
    enter();
    try {
      requireTraining();
      int size = network.output().size();
      if (outputGradient.length != (long) lastBatch * size) {
        throw new IllegalArgumentException(
            "the last batch had %d images of output %s: %d gradients, not %d"
                .formatted(lastBatch, network.output(), lastBatch * size, outputGradient.length));
      }
      MemorySegment gradients = MemorySegment.ofArray(outputGradient);
      pack(network.output(), dOutput, gradients, lastBatch);
      outputs.stream().skip(1).forEach(other -> other.gradient().clear());
      runBackward();
    } finally {
      exit();
    }
  }

  /**
   * Runs the last training batch backward from the gradient that lies in {@link #outputGradient()};
   * allocates nothing.
   *
   * @throws IllegalStateException as {@link #backward(float[])}
   */
  public final void backward() {
    enter();
    try {
      requireTraining();
      runBackward();
    } finally {
      exit();
    }
  }

  private void runBackward() {
    GradientSum sum = gradientSum;
    if (sum != null) {
      sum.add();
    }
    hasGradients = sum == null;
    kernels.accumulateParameterGradients(sum != null);
    backwardDone = true;
    progress.begin(Pass.BACKWARD, lastBatch);
    backward(lastBatch);
    progress.end();
  }

  /**
   * Returns the probabilities of one image's classes: the network's output, through a softmax
   * unless the network ends in one or in a sigmoid. For the output as it is, call {@link
   * #forward(float[], Mode)}.
   *
   * @param image {@code inputShape().size()} values in the order C×H×W
   * @return {@code outputShape().size()} values
   * @throws IllegalArgumentException if the image has another size
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public final float[] predict(float[] image) {
    if (image.length != network.input().size()) {
      throw new IllegalArgumentException(
          "%s takes an image of %s = %d floats, not %d"
              .formatted(network.name(), network.input(), network.input().size(), image.length));
    }
    float[] values = forward(image, Mode.INFERENCE);
    if (!network.isProbabilities()) {
      Softmax.apply(values, 0, network.output());
    }
    return values;
  }

  /**
   * Returns the probabilities of the classes of many images; more than {@link #batchSize()} are run
   * in several batches.
   *
   * @param images each as {@link #predict(float[])} takes it
   * @return one row for each image
   * @throws IllegalArgumentException if an image has another size, naming its index
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public final float[][] predict(float[][] images) {
    int size = network.input().size();
    for (int i = 0; i < images.length; i++) {
      if (images[i].length != size) {
        throw new IllegalArgumentException(
            "image %d: %s takes %s = %d floats, not %d"
                .formatted(i, network.name(), network.input(), size, images[i].length));
      }
    }
    float[][] results = new float[images.length][];
    int outputSize = network.output().size();
    for (int start = 0; start < images.length; start += batchSize) {
      int batch = Math.min(batchSize, images.length - start);
      float[] joined = new float[Math.multiplyExact(batch, size)];
      for (int i = 0; i < batch; i++) {
        System.arraycopy(images[start + i], 0, joined, i * size, size);
      }
      float[] values = forward(joined, Mode.INFERENCE);
      for (int i = 0; i < batch; i++) {
        if (!network.isProbabilities()) {
          Softmax.apply(values, i * outputSize, network.output());
        }
        results[start + i] = Arrays.copyOfRange(values, i * outputSize, (i + 1) * outputSize);
      }
    }
    return results;
  }

  /**
   * Returns where the output of the last forward pass lies, channels-last: what a loss reads.
   *
   * @return the memory for {@link #batchSize()} images
   */
  public final Tensor outputTensor() {
    return output;
  }

  /**
   * Returns where {@link #backward()} expects the gradient of the output, channels-last: what a
   * loss writes.
   *
   * @return the memory for {@link #batchSize()} images, or {@link Tensor#NONE} in a model for
   *     inference only
   */
  public final Tensor outputGradient() {
    return dOutput;
  }

  /**
   * Returns all trained parameters as one run of memory: what an optimizer changes. Whoever keeps
   * it calls {@link #parametersChanged()} after each time of writing.
   *
   * @return the memory, with zeros between parameters where alignment wants them
   */
  public final Tensor parameterMemory() {
    parametersChanged();
    return memory.parameters();
  }

  /**
   * Returns the gradients, laid out like {@link #parameterMemory()}.
   *
   * @return the memory, or {@link Tensor#NONE} in a model for inference only
   * @throws IllegalStateException while an optimizer keeps a {@link GradientSum} there
   */
  public final Tensor gradientMemory() {
    if (gradientSum != null) {
      throw new IllegalStateException(noGradient("the model"));
    }
    return memory.gradients();
  }

  /**
   * Lets an optimizer keep a running sum of gradients in their memory, so that none is needed for
   * the gradients alone: each backward pass adds to it, until the sum is closed. Meanwhile nobody
   * can read gradients.
   *
   * @return the sum, which starts at zero
   * @throws IllegalStateException if there is such a sum already, or the model is for inference
   *     only, closed or in use by another thread
   */
  public final GradientSum sumGradients() {
    enter();
    try {
      requireTrainable("an optimizer");
      if (gradientSum != null) {
        throw new IllegalStateException(
            network.name()
                + " is being trained by another optimizer, which keeps its velocity in the memory of gradients: close that one first");
      }
      memory.gradients().clear();
      hasGradients = false;
      GradientSum sum = new GradientSum(this, memory.gradients());
      gradientSum = sum;
      return sum;
    } finally {
      exit();
    }
  }

  /** Ends what {@link #sumGradients()} began. */
  final void end(GradientSum sum) {
    if (gradientSum == sum) {
      gradientSum = null;
    }
  }

  final void requireGradient(String parameter) {
    if (!hasGradients) {
      throw new IllegalStateException(noGradient(parameter));
    }
  }

  private static String noGradient(String what) {
    return what
        + " has no gradient: the optimizer adds each one to its velocity, in the same memory. Use "
        + "Sgd's keepGradients(), or run forward and backward after the training";
  }

  /**
   * Returns all running statistics as one run of memory. Whoever keeps it calls {@link
   * #parametersChanged()} after each time of writing.
   *
   * @return the memory, or {@link Tensor#NONE} in a network without any
   */
  public final Tensor stateMemory() {
    parametersChanged();
    return memory.state();
  }

  /**
   * Tells the model that its parameters or running statistics were written in memory. Inference
   * reads some of them in a form of its own, which is made again before the next pass. Nothing but
   * a write to what {@link #parameterMemory()} or {@link #stateMemory()} returned earlier needs
   * this call.
   */
  public final void parametersChanged() {
    isPrepared = false;
  }

  /**
   * Returns the kernels, so that an optimizer can use them.
   *
   * @return this model's kernels
   */
  public final Kernels kernels() {
    return kernels;
  }

  /**
   * Writes all parameters and running statistics in the safetensors format, with PyTorch's names
   * and in its order.
   *
   * @param file to create or replace; it is replaced as a whole or not at all
   * @throws IOException if it cannot be written; what was there before is unchanged then
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public final void save(Path file) throws IOException {
    enter();
    try {
      ModelFile.save(file, network.name(), parameters, Parameter::read);
    } finally {
      exit();
    }
  }

  /**
   * Reads all parameters and running statistics from a safetensors file. Elements may be F64, F32,
   * F16 or BF16; PyTorch's {@code num_batches_tracked} is passed over. A NaN or an infinity is
   * taken as it is, with a warning in the log.
   *
   * @param file that {@link #save} or another program wrote
   * @throws dev.conform.runtime.io.MalformedFileException if it does not keep to the format
   * @throws dev.conform.runtime.io.ParameterMismatchException if its tensors are not those of the
   *     network, listing all differences
   * @throws IOException if it cannot be read; after any of these the model is unchanged
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public final void load(Path file) throws IOException {
    enter();
    try {
      read(file, parameters, name -> false);
    } finally {
      exit();
    }
  }

  /**
   * Reads the file that {@code @Pretrained} names, with which the compiler compared this network.
   * Layers that the network declares itself, on top of those it inherits, keep their values: the
   * file has none for them, or others.
   *
   * @param file where it is now
   * @throws IOException as {@link #load} does; the model is unchanged then
   * @throws IllegalStateException if the network has no {@code @Pretrained}, or the model is closed
   *     or in use by another thread
   */
  public final void loadPretrained(Path file) throws IOException {
    List<String> fresh =
        freshParameters.orElseThrow(
            () ->
                new IllegalStateException(
                    network.name()
                        + " has no @Pretrained: add it, or load a file of this very network"));
    enter();
    try {
      List<Parameter> others =
          parameters.stream().filter(p -> fresh.stream().noneMatch(p.name()::startsWith)).toList();
      read(file, others, name -> fresh.stream().anyMatch(name::startsWith));
    } finally {
      exit();
    }
  }

  /** Reads parameters beside those that are there, and changes these when all are read. */
  private void read(Path file, List<Parameter> wanted, Predicate<String> passedOver)
      throws IOException {
    try (Arena arena = Arena.ofShared()) {
      Map<Parameter, Tensor> read = new LinkedHashMap<>();
      Function<Parameter, Tensor> beside =
          parameter -> {
            long bytes = parameter.packed().segment().byteSize();
            Tensor values = new Tensor(arena.allocate(bytes, 64));
            read.put(parameter, values);
            return values;
          };
      ModelFile.load(
          file, network.name(), wanted, passedOver, values -> Loading.run(kernels, values, beside));
      read.forEach(Parameter::write);
    }
  }

  /** Reads the parameters of a model that nobody has yet. */
  final void fill(Path file) throws IOException {
    ModelFile.load(
        file,
        network.name(),
        parameters,
        name -> false,
        values -> Loading.run(kernels, values, Parameter::packed));
    parameters.forEach(Parameter::written);
  }

  /**
   * Looks for the first place where a value is NaN or infinite: the input, then each layer's
   * parameters and what it made in the last forward pass.
   *
   * @return the name of the layer, {@code input}, or nothing if all is finite
   * @throws IllegalStateException if the model is closed, in use by another thread, or for
   *     inference only
   */
  public final Optional<String> firstNonFinite() {
    enter();
    try {
      requireTrainable("looking for NaN");
      int batch = lastBatch;
      if (!isFinite(input, (long) batch * network.input().size())) {
        return Optional.of("input");
      }
      return layers.stream()
          .filter(
              layer ->
                  layer.parameters().stream().anyMatch(p -> !isFinite(p.packed(), p.size()))
                      || !isFinite(layer.output(), (long) batch * layer.outputShape().size()))
          .map(Layer::name)
          .findFirst();
    } finally {
      exit();
    }
  }

  /**
   * Looks for the first layer of the backward pass, the last of the network, that has a gradient
   * with NaN or infinity, or a sum that gradients were added to.
   *
   * @return the name of the layer, or nothing if all is finite
   * @throws IllegalStateException as {@link #firstNonFinite()}
   */
  public final Optional<String> firstNonFiniteGradient() {
    enter();
    try {
      requireTrainable("looking for NaN");
      Tensor gradients = memory.gradients();
      if (kernels.areFinite(gradients, gradients.size())) {
        return Optional.empty();
      }
      return layers.reversed().stream()
          .filter(
              layer ->
                  layer.parameters().stream()
                      .map(Parameter::packedGradient)
                      .anyMatch(gradient -> !isFinite(gradient, gradient.size())))
          .map(Layer::name)
          .findFirst();
    } finally {
      exit();
    }
  }

  /**
   * Gives the memory back. Closing twice does nothing; any other call after it throws.
   *
   * @throws IllegalStateException if another thread is using the model
   */
  @Override
  public final void close() {
    if (closed) {
      return;
    }
    enter();
    try {
      closed = true;
      memory.arena().close();
    } finally {
      exit();
    }
  }

  /**
   * Keeps the model for this thread until {@link #release()}: for several calls that belong
   * together, such as a training step. This thread may go on calling the model, and may hold it
   * again.
   *
   * @throws IllegalStateException if the model is closed or in use by another thread
   */
  public final void hold() {
    enter();
  }

  /**
   * Ends what {@link #hold()} began; once for each call of it.
   *
   * @throws IllegalStateException if this thread does not hold the model
   */
  public final void release() {
    if (user.get() != Thread.currentThread()) {
      throw new IllegalStateException("this thread does not hold " + network.name());
    }
    exit();
  }

  /** Begins a use of the memory; a thread may do so again inside it. */
  final void enter() {
    Thread current = Thread.currentThread();
    Thread other = user.compareAndExchange(null, current);
    if (other != null && other != current) {
      throw new IllegalStateException(
          "%s is in use by thread \"%s\"; a model serves one thread at a time. Build one for each thread, or lock"
              .formatted(network.name(), other.getName()));
    }
    if (closed) {
      if (other == null) {
        user.set(null);
      }
      throw new IllegalStateException(network.name() + " is closed");
    }
    depth++;
  }

  /** Ends a use of the memory. */
  final void exit() {
    if (--depth == 0) {
      user.set(null);
    }
  }

  final float[] readActivation(Tensor from, Shape shape, int image, String layer) {
    enter();
    try {
      requireForward("activation of layer " + layer);
      if (lastMode == Mode.INFERENCE && trainingLayers.contains(layer)) {
        throw new IllegalStateException(
            "layer " + layer + " is left out in inference: run forward with Mode.TRAINING first");
      }
      requireTrainable("looking at the activation of layer " + layer);
      Objects.checkIndex(image, lastBatch);
      float[] values = new float[shape.size()];
      channelsLast.unpack(shape, values, 0, from.segment(), (long) image * shape.size());
      return values;
    } finally {
      exit();
    }
  }

  private void requireForward(String what) {
    if (lastMode == null) {
      throw new IllegalStateException(
          "no " + what + " yet: run " + network.name() + " forward first");
    }
  }

  private void requireTraining() {
    requireForward("gradient");
    if (lastMode != Mode.TRAINING) {
      throw new IllegalStateException(
          "the last forward pass of "
              + network.name()
              + " was one of inference and kept nothing for a backward pass; use Mode.TRAINING");
    }
    if (backwardDone) {
      throw new IllegalStateException(
          "the backward pass of "
              + network.name()
              + " has used up what the last forward pass kept; run that again first");
    }
  }

  private void requireTrainable(String what) {
    if (inferenceOnly) {
      throw new IllegalStateException(
          "%s was built with inferenceOnly() and reuses the memory of its activations: %s needs a model built without it"
              .formatted(network.name(), what));
    }
  }

  private static boolean isFinite(Tensor tensor, long size) {
    for (long i = 0; i < size; i++) {
      if (!Float.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }
}
