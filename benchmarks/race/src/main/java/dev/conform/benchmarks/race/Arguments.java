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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the race is asked to do. */
final class Arguments {

  private final Path benchmarks;
  private List<Network> networks = Network.all();
  private Set<Mode> modes = EnumSet.of(Mode.TRAINING, Mode.INFERENCE, Mode.START_UP);
  private Set<Peer> peers = EnumSet.allOf(Peer.class);
  private List<Integer> batches = List.of();
  private Optional<Path> against = Optional.empty();
  private int rounds = 5;
  private int threads = 2;

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
  }

  private void read(String argument, String name, String value) {
    switch (name) {
      case "networks" -> networks = each(value, Network::of);
      case "modes" -> modes = EnumSet.copyOf(each(value, Mode::of));
      case "peers" -> peers = EnumSet.copyOf(each(value, Peer::of));
      case "rounds" -> rounds = positive(argument, value);
      case "batches" -> batches = each(value, size -> positive(argument, size));
      case "threads" -> threads = positive(argument, value);
      case "against" -> {
        against = Optional.of(Path.of(value).toAbsolutePath().normalize());
        peers = EnumSet.of(Peer.CONFORM);
      }
      default ->
          throw new IllegalArgumentException(
              "unknown argument \"%s\"; there are networks=, modes=, peers=, rounds=, batches=, threads=, against="
                  .formatted(argument));
    }
  }

  private static <T> List<T> each(String list, Function<String, T> reader) {
    return Arrays.stream(list.split(",", -1)).map(reader).toList();
  }

  private static int positive(String argument, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not a whole number above zero".formatted(argument, value));
    }
    return Integer.parseInt(value);
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

  int threads() {
    return threads;
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
      sizes(List.of(network.batch()))
          .forEach(size -> tasks.add(task(network, NetworkTask.Mode.TRAINING, size)));
    }
    if (includes(Mode.INFERENCE)) {
      sizes(List.of(network.batch(), 1))
          .forEach(size -> tasks.add(task(network, NetworkTask.Mode.INFERENCE, size)));
    }
    return tasks;
  }

  private List<Integer> sizes(List<Integer> own) {
    return batches.isEmpty() ? own : batches;
  }

  /** Returns the inference of one image: what is started, and what the engines prepare for. */
  NetworkTask first(Network network) {
    return task(network, NetworkTask.Mode.INFERENCE, 1);
  }

  private NetworkTask task(Network network, NetworkTask.Mode mode, int batch) {
    return new NetworkTask(network, mode, batch, threads, files());
  }

  /** Returns what is to be run of a convolution. */
  List<Task> tasks(Convolution shape) {
    return Arrays.stream(ConvolutionTask.Direction.values())
        .<Task>map(direction -> new ConvolutionTask(shape, direction, threads, files()))
        .toList();
  }
}
