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
   * Reads parameters, one after the other. PyTorch's {@code num_batches_tracked} counters are
   * passed over. A value that is NaN or infinite is handed on, and a warning logged that names its
   * tensor.
   *
   * @param file to read; it may come from anywhere
   * @param network name of the declaration, for messages
   * @param parameters to read
   * @param passedOver tells by its name whether a tensor may be in the file that is not read
   * @param destination takes a parameter and its values in PyTorch's order, all of them; it is not
   *     called before the file's header has been found to fit
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
    List<String> nonFinite = new ArrayList<>();
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
          Finite finite = new Finite(new TensorReader(file, channel, header, entry));
          destination.take(parameter, finite);
          if (finite.exceptions > 0) {
            nonFinite.add(
                "%s (%d of %d values)"
                    .formatted(parameter.name(), finite.exceptions, parameter.size()));
          }
        }
      }
    }
    if (!nonFinite.isEmpty()) {
      // A logger takes its time to load, and hardly any file needs it.
      System.getLogger(ModelFile.class.getName())
          .log(Level.WARNING, "{0} holds NaN or infinity: {1}", file, String.join(", ", nonFinite));
    }
  }

  /** Takes the values of a parameter. */
  @FunctionalInterface
  public interface Destination {

    /**
     * Takes them.
     *
     * @param parameter one of those that are read
     * @param values as many as it has, in PyTorch's order
     * @throws IOException if they cannot be read
     */
    void take(Parameter parameter, FloatSource<IOException> values) throws IOException;
  }

  /** Counts the values that pass through and are not finite. */
  private static final class Finite implements FloatSource<IOException> {
    private final FloatSource<IOException> values;
    private int exceptions;

    Finite(FloatSource<IOException> values) {
      this.values = values;
    }

    @Override
    public void read(float[] to, int count) throws IOException {
      values.read(to, count);
      for (int i = 0; i < count; i++) {
        exceptions += Float.isFinite(to[i]) ? 0 : 1;
      }
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
