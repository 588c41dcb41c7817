package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Convolution;
import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** What the race is asked to do. */
final class Arguments {

  private final Path benchmarks;
  private List<Network> networks = Network.all();
  private Set<Mode> modes = EnumSet.complementOf(EnumSet.of(Mode.CONVOLUTIONS));
  private Set<Peer> peers = EnumSet.allOf(Peer.class);
  private List<Integer> batches = List.of();
  private Optional<Path> against = Optional.empty();
  private OptionalDouble tolerance = OptionalDouble.empty();
  private int rounds = 5;
  private List<Integer> threads = List.of(2);

  /**
   * Reads a command line.
   *
   * @param args the directory of the benchmarks' modules, then {@code name=value}s
   * @throws IllegalArgumentException if one is unknown, saying which there are
   */
  Arguments(String[] args) {
    benchmarks = Path.of(args[0]).toAbsolutePath().normalize();
    for (String argument : Arrays.asList(args).subList(1, args.length)) {
      int equals = argument.indexOf('=');
      read(argument, argument.substring(0, Math.max(0, equals)), argument.substring(equals + 1));
    }
    if (tolerance.isPresent() && against.isEmpty()) {
      throw new IllegalArgumentException(
          "tolerance= says how much slower than another build this one may be; name that with against=");
    }
  }

  private void read(String argument, String name, String value) {
    switch (name) {
      case "networks" -> networks = each(value, Network::of);
      case "modes" -> modes = EnumSet.copyOf(each(value, Mode::of));
      case "peers" -> peers = EnumSet.copyOf(each(value, Peer::of));
      case "rounds" -> rounds = positive(argument, value);
      case "batches" -> batches = each(value, size -> positive(argument, size));
      case "threads" -> threads = each(value, count -> positive(argument, count));
      case "against" -> {
        against = Optional.of(Path.of(value).toAbsolutePath().normalize());
        peers = EnumSet.of(Peer.CONFORM);
      }
      case "tolerance" -> tolerance = OptionalDouble.of(factor(argument, value));
      default ->
          throw new IllegalArgumentException(
              "unknown argument \"%s\"; there are networks=, modes=, peers=, rounds=, batches=, threads=, against=, tolerance="
                  .formatted(argument));
    }
  }

  private static <T> List<T> each(String list, Function<String, T> reader) {
    return Arrays.stream(list.split(",", -1)).map(reader).distinct().toList();
  }

  private static int positive(String argument, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not a whole number above zero".formatted(argument, value));
    }
    return Integer.parseInt(value);
  }

  private static double factor(String argument, String value) {
    if (!value.matches("[1-9]\\d?(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not a factor of 1 or more, such as 1.1".formatted(argument, value));
    }
    return Double.parseDouble(value);
  }

  List<Network> networks() {
    return networks;
  }

  boolean includes(Mode mode) {
    return modes.contains(mode);
  }

  int rounds() {
    return rounds;
  }

  /** Returns the largest number of threads that an engine may use. */
  int mostThreads() {
    return Collections.max(threads);
  }

  /** Returns how many times as long as the other build this one may take, if that is checked. */
  OptionalDouble tolerance() {
    return tolerance;
  }

  /** Returns where results go. */
  Path directory() {
    return benchmarks.resolve("target");
  }

  /** Returns where the engines' files go. */
  Path files() {
    return directory().resolve("networks");
  }

  /** Returns the libraries that do a task, Conform first. */
  List<Library> libraries(Task task) throws IOException {
    List<Library> libraries = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      if (peer.does(task) && (peer == Peer.CONFORM || peers.contains(peer))) {
        libraries.add(Library.of(peer, benchmarks));
      }
    }
    if (against.isPresent()) {
      libraries.add(1, libraries.get(0).builtIn(against.get()));
    }
    return libraries;
  }

  /** Returns what is to be run of a network. */
  List<Task> tasks(Network network) {
    List<Task> tasks = new ArrayList<>();
    if (includes(Mode.TRAINING)) {
      addTasks(tasks, network, NetworkTask.Mode.TRAINING, sizes(List.of(network.batch())));
    }
    if (includes(Mode.INFERENCE)) {
      addTasks(tasks, network, NetworkTask.Mode.INFERENCE, sizes(List.of(network.batch(), 1)));
    }
    return tasks;
  }

  private void addTasks(
      List<Task> tasks, Network network, NetworkTask.Mode mode, List<Integer> images) {
    for (int size : images) {
      for (int count : threads) {
        tasks.add(new NetworkTask(network, mode, size, count, files()));
      }
    }
  }

  private List<Integer> sizes(List<Integer> own) {
    return batches.isEmpty() ? own : batches;
  }

  /**
   * Returns the inference of one image by each number of threads: what is started, and what the
   * engines prepare for.
   */
  List<NetworkTask> starts(Network network) {
    return threads.stream()
        .map(count -> new NetworkTask(network, NetworkTask.Mode.INFERENCE, 1, count, files()))
        .toList();
  }

  /** Returns what is to be run of a convolution. */
  List<Task> tasks(Convolution shape) {
    List<Task> tasks = new ArrayList<>();
    for (ConvolutionTask.Direction direction : ConvolutionTask.Direction.values()) {
      for (int count : threads) {
        tasks.add(new ConvolutionTask(shape, direction, count, files()));
      }
    }
    return tasks;
  }
}
