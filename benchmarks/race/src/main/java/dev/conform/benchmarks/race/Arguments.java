package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * What the race is asked to do.
 *
 * @param benchmarks the directory of the benchmarks' modules
 * @param networks those that run
 * @param modes what is done with them
 * @param peers the libraries beside Conform
 * @param rounds how often each engine has its turn
 * @param batches the batch sizes; none for each network's own
 * @param threads that each engine may use
 */
record Arguments(
    Path benchmarks,
    List<Network> networks,
    Set<Mode> modes,
    Set<Peer> peers,
    int rounds,
    List<Integer> batches,
    int threads) {

  /** The parts of the race. */
  enum Mode {
    /** Steps of training. */
    TRAINING,
    /** Inference of a large batch and of one image. */
    INFERENCE,
    /** From the start of a JVM to its first inference. */
    START_UP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Mode of(String name) {
      return Arrays.stream(values())
          .filter(mode -> mode.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown mode \"%s\"; there are %s"
                          .formatted(name, Arrays.toString(values()))));
    }
  }

  /**
   * Reads a command line.
   *
   * @param args the directory of the benchmarks' modules, then {@code name=value}s
   * @throws IllegalArgumentException if one is unknown, saying which there are
   */
  static Arguments parse(String[] args) {
    Arguments read =
        new Arguments(
            Path.of(args[0]).toAbsolutePath().normalize(),
            Network.all(),
            EnumSet.allOf(Mode.class),
            EnumSet.allOf(Peer.class),
            5,
            List.of(),
            2);
    for (String argument : Arrays.asList(args).subList(1, args.length)) {
      read = read.with(argument);
    }
    return read;
  }

  private Arguments with(String argument) {
    String[] option = argument.split("=", 2);
    if (option.length != 2) {
      throw unknown(argument);
    }
    String value = option[1];
    return switch (option[0]) {
      case "networks" ->
          new Arguments(
              benchmarks, each(value, Network::of), modes, peers, rounds, batches, threads);
      case "modes" ->
          new Arguments(
              benchmarks,
              networks,
              EnumSet.copyOf(each(value, Mode::of)),
              peers,
              rounds,
              batches,
              threads);
      case "peers" ->
          new Arguments(
              benchmarks,
              networks,
              modes,
              EnumSet.copyOf(each(value, Peer::of)),
              rounds,
              batches,
              threads);
      case "rounds" ->
          new Arguments(
              benchmarks, networks, modes, peers, positive(argument, value), batches, threads);
      case "batches" ->
          new Arguments(
              benchmarks,
              networks,
              modes,
              peers,
              rounds,
              each(value, size -> positive(argument, size)),
              threads);
      case "threads" ->
          new Arguments(
              benchmarks, networks, modes, peers, rounds, batches, positive(argument, value));
      default -> throw unknown(argument);
    };
  }

  private static IllegalArgumentException unknown(String argument) {
    return new IllegalArgumentException(
        "unknown argument \"%s\"; there are networks=, modes=, peers=, rounds=, batches=, threads="
            .formatted(argument));
  }

  private static <T> List<T> each(String list, Function<String, T> reader) {
    return Arrays.stream(list.split(",")).map(reader).toList();
  }

  private static int positive(String argument, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not a whole number above zero".formatted(argument, value));
    }
    return Integer.parseInt(value);
  }

  /** Returns where results and the engines' files go. */
  Path directory() {
    return benchmarks.resolve("target");
  }

  /** Returns the engines that run a task, Conform first. */
  List<Peer> engines(Task task) {
    return Arrays.stream(Peer.values())
        .filter(peer -> peer == Peer.CONFORM || peers.contains(peer))
        .filter(peer -> peer.does(task))
        .toList();
  }

  /** Returns what is to be run of a network. */
  List<Task> tasks(Network network) {
    List<Task> tasks = new ArrayList<>();
    if (modes.contains(Mode.TRAINING)) {
      sizes(List.of(network.batch()))
          .forEach(size -> tasks.add(task(network, Task.Mode.TRAINING, size)));
    }
    if (modes.contains(Mode.INFERENCE)) {
      sizes(List.of(network.batch(), 1))
          .forEach(size -> tasks.add(task(network, Task.Mode.INFERENCE, size)));
    }
    return tasks;
  }

  private List<Integer> sizes(List<Integer> own) {
    return batches.isEmpty() ? own : batches;
  }

  Task task(Network network, Task.Mode mode, int batch) {
    return new Task(network, mode, batch, threads, directory().resolve("networks"));
  }
}
