package dev.conform.runtime.io;

import dev.conform.runtime.Parameter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Moves all parameters and running statistics of a model to a file and back, in PyTorch's names and
 * order: what {@link dev.conform.runtime.Model#save} and {@link dev.conform.runtime.Model#load} do.
 */
public final class ModelFile {

  private ModelFile() {}

  /**
   * Writes parameters.
   *
   * @param file to create or replace; it is replaced as a whole or not at all
   * @param network name of the declaration, kept in the file's metadata
   * @param parameters all of the model
   * @param values gives a parameter's values in PyTorch's order
   * @throws IOException if the file cannot be written; what was there before is unchanged then
   */
  public static void save(
      Path file, String network, List<Parameter> parameters, Function<Parameter, float[]> values)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt"); // the order of the values; Python's readers ask for it
    metadata.put("network", network);
    new SafetensorsWriter(new Disk())
        .write(
            file,
            parameters.stream()
                .map(p -> new SafetensorsWriter.Source(p.name(), p.shape(), () -> values.apply(p)))
                .toList(),
            metadata);
  }

  /**
   * Reads parameters. PyTorch's {@code num_batches_tracked} counters are passed over. A value that
   * is NaN or infinite is handed on, and a warning logged that names its tensor.
   *
   * @param file to read; it may come from anywhere
   * @param network name of the declaration, for messages
   * @param parameters to read
   * @param passedOver tells by its name whether a tensor may be in the file that is not read
   * @param destination reads the values of all the parameters; it is not called before the file's
   *     header has been found to fit
   * @throws MalformedFileException if the file does not keep to the format
   * @throws ParameterMismatchException if it holds other tensors than the model, listing all
   *     differences
   * @throws IOException if it cannot be read
   */
  public static void load(
      Path file,
      String network,
      List<Parameter> parameters,
      Predicate<String> passedOver,
      Destination destination)
      throws IOException {
    List<Values> values = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = new HeaderReader(file, channel).read();
      Map<String, Header.Entry> entries = new LinkedHashMap<>();
      for (Header.Entry entry : header.tensors()) {
        if (!isBatchCounter(entry) && !passedOver.test(entry.name())) {
          entries.put(entry.name(), entry);
        }
      }
      requireSame(file, network, parameters, entries);
      for (Parameter parameter : parameters) {
        Header.Entry entry = entries.get(parameter.name());
        if (entry != null) { // always: requireSame has seen it
          values.add(new Values(parameter, new TensorReader(file, channel, header, entry)));
        }
      }
      destination.take(values);
    }
    List<String> nonFinite = new ArrayList<>();
    for (Values each : values) {
      int exceptions = each.nonFinite.get();
      if (exceptions > 0) {
        nonFinite.add(
            "%s (%d of %d values)"
                .formatted(each.parameter.name(), exceptions, each.parameter.size()));
      }
    }
    if (!nonFinite.isEmpty()) {
      // A logger takes its time to load, and hardly any file needs it.
      System.getLogger(ModelFile.class.getName())
          .log(Level.WARNING, "{0} holds NaN or infinity: {1}", file, String.join(", ", nonFinite));
    }
  }

  /** Takes the values of the parameters. */
  @FunctionalInterface
  public interface Destination {

    /**
     * Reads them, each value once.
     *
     * @param values of every parameter
     * @throws IOException if they cannot be read
     */
    void take(List<Values> values) throws IOException;
  }

  /** The values of one parameter in a file; several threads may read at the same time. */
  public static final class Values {
    private final Parameter parameter;
    private final TensorReader reader;
    private final AtomicInteger nonFinite = new AtomicInteger();

    private Values(Parameter parameter, TensorReader reader) {
      this.parameter = parameter;
      this.reader = reader;
    }

    /**
     * Returns whose values they are.
     *
     * @return the parameter
     */
    public Parameter parameter() {
      return parameter;
    }

    /**
     * Reads some of the values.
     *
     * @param to overwritten from its start
     * @param first index in PyTorch's order
     * @param count how many
     * @throws IOException if they cannot be read
     */
    public void read(float[] to, long first, int count) throws IOException {
      reader.read(to, first, count);
      int exceptions = 0;
      for (int i = 0; i < count; i++) {
        exceptions += Float.isFinite(to[i]) ? 0 : 1;
      }
      nonFinite.addAndGet(exceptions);
    }
  }

  /** PyTorch counts batches for a batch norm without momentum, which Conform does not have. */
  private static boolean isBatchCounter(Header.Entry entry) {
    return entry.type() == DataType.I64
        && entry.shape().isEmpty()
        && entry.name().endsWith("num_batches_tracked");
  }

  private static void requireSame(
      Path file, String network, List<Parameter> parameters, Map<String, Header.Entry> entries)
      throws ParameterMismatchException {
    List<String> missing = new ArrayList<>();
    List<String> shapes = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Map<String, Header.Entry> extra = new LinkedHashMap<>(entries);
    for (Parameter parameter : parameters) {
      Header.Entry entry = extra.remove(parameter.name());
      if (entry == null) {
        missing.add(parameter.toString());
        continue;
      }
      if (!isSame(entry.shape(), parameter.shape())) {
        shapes.add(
            "%s %s in the file, %s in the network"
                .formatted(Text.plain(entry.name()), entry.shape(), parameter.shape()));
      }
      if (!entry.type().isReadable()) {
        types.add("%s %s".formatted(Text.plain(entry.name()), entry.type()));
      }
    }
    List<String> differences = new ArrayList<>();
    describe(differences, "missing from the file", missing);
    List<String> unknown = new ArrayList<>();
    for (Header.Entry entry : extra.values()) {
      unknown.add(entry.toString());
    }
    describe(differences, "not in the network", unknown);
    describe(differences, "of another shape", shapes);
    describe(differences, "of a type other than F64, F32, F16 and BF16", types);
    if (!differences.isEmpty()) {
      throw new ParameterMismatchException(
          "%s does not fit %s; nothing was changed%n%s"
              .formatted(file, network, String.join(System.lineSeparator(), differences)));
    }
  }

  private static boolean isSame(List<Long> shape, List<Integer> expected) {
    boolean isSame = shape.size() == expected.size();
    for (int i = 0; isSame && i < shape.size(); i++) {
      isSame = shape.get(i) == (long) expected.get(i);
    }
    return isSame;
  }

  private static void describe(List<String> differences, String what, List<String> tensors) {
    if (!tensors.isEmpty()) {
      differences.add("  %d %s:".formatted(tensors.size(), what));
      tensors.forEach(tensor -> differences.add("    " + tensor));
    }
  }
}
