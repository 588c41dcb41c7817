package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Provider.UnavailableException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The implementations in use: inner loops and matrix products. The process chooses once, and tests
 * the matrix product before it trusts it. It does so when a product is first wanted: a native
 * library takes its time to load, and many networks infer without it.
 *
 * <p>{@code -Dconform.primitives=vector|plain} and {@code -Dconform.gemm=openblas|java} ask for an
 * implementation; then it is an error if that one cannot run.
 */
public final class Backend {

  /**
   * What makes a piece worth another thread: about 10 µs of work, in steps of a vector of 16
   * floats.
   */
  private static final long STEPS_PER_PIECE = 16_384;

  /**
   * The most multiply-accumulates of an inference by cold loops: an image in VGG-16. The others
   * take no less to become fast afterwards, and many images would wait for cold loops only.
   */
  private static final long COLD_MACS = 16_000_000_000L;

  /** Providers of inner loops, best first. This package knows of its sub-packages by name alone. */
  private static final List<String> PRIMITIVES =
      List.of(
          "dev.conform.runtime.kernel.vector.VectorProvider",
          "dev.conform.runtime.kernel.plain.PlainProvider");

  private final Choice<Primitives> primitives;
  private final Gemms gemms;
  private final long stepsPerPiece;

  private final Primitives cold;

  /** The inner loops of inference now: the process has at first cold, then warmer ones. */
  private volatile Primitives inferring;

  private Backend(Choice<Primitives> primitives, Primitives cold, Gemms gemms, long stepsPerPiece) {
    this.primitives = primitives;
    this.cold = cold;
    this.inferring = cold;
    this.gemms = gemms;
    this.stepsPerPiece = stepsPerPiece;
  }

  /**
   * Returns what this process uses.
   *
   * @return the same object each time
   * @throws IllegalArgumentException if a system property asks for something unknown, listing what
   *     there is
   * @throws IllegalStateException if a system property asks for something that cannot run, saying
   *     why
   */
  public static Backend chosen() {
    return Chosen.BACKEND;
  }

  /**
   * Returns particular implementations, to compare them.
   *
   * @param primitives {@code vector} or {@code plain}
   * @param gemm {@code openblas} or {@code java}
   * @return the backend
   * @throws IllegalArgumentException if there is no such name, listing what there is
   * @throws IllegalStateException if one cannot run, saying why
   */
  public static Backend of(String primitives, String gemm) {
    return choose(Optional.of(primitives), Optional.of(gemm));
  }

  /**
   * Returns the same implementations, with work cut among the threads however small it is: so a
   * test of small shapes tries all threads.
   *
   * @return a new backend
   */
  public Backend cutFinely() {
    return new Backend(primitives, cold, gemms, 1);
  }

  /**
   * Returns the names of the implementations.
   *
   * @return for example {@code inner loops: vector, matrix products: openblas}
   */
  @Override
  public String toString() {
    return "inner loops: " + primitives.name + ", matrix products: " + gemms.choice().name;
  }

  Primitives primitives() {
    return primitives.first;
  }

  /** Returns the inner loops for a model's first inference, of so many multiply-accumulates. */
  Primitives forInference(long macs) {
    Primitives loops = inferring;
    return loops == cold && macs > COLD_MACS ? loops.warmer() : loops;
  }

  /** Returns the inner loops for the next inference after one with some. */
  Primitives afterInference(Primitives loops) {
    Primitives next = loops.warmer();
    if (next != loops) {
      inferring = next;
    }
    return next;
  }

  long stepsPerPiece() {
    return stepsPerPiece;
  }

  /** Makes a product for one more thread. */
  Gemm newGemm() {
    Choice<Gemm> gemm = gemms.choice();
    try {
      return gemm.provider.create();
    } catch (UnavailableException e) {
      throw new IllegalStateException(gemm.name + " was available before: " + e.getMessage(), e);
    }
  }

  private static final class Chosen {
    static final Backend BACKEND = choose(property("primitives"), property("gemm"));
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty("conform." + name));
  }

  private static Backend choose(Optional<String> loops, Optional<String> products) {
    ClassLoader loader = Backend.class.getClassLoader();
    Choice<Primitives> primitives = choose("primitives", loops, primitives(loader), null);
    Gemms gemms = new Gemms(products, primitives.first, loader);
    if (products.isPresent()) {
      // What cannot run is said at once where somebody asks for it.
      gemms.choice();
    }
    Primitives first = primitives.first;
    Primitives cold = loops.isPresent() ? first : first.cold();
    return new Backend(primitives, cold, gemms, STEPS_PER_PIECE);
  }

  /** The matrix products there are, of which one is chosen when it is first wanted. */
  private static final class Gemms {
    private final Optional<String> requested;
    private final Primitives primitives;
    private final ClassLoader loader;
    private @Nullable Choice<Gemm> chosen;

    Gemms(Optional<String> requested, Primitives primitives, ClassLoader loader) {
      this.requested = requested;
      this.primitives = primitives;
      this.loader = loader;
    }

    synchronized Choice<Gemm> choice() {
      if (chosen == null) {
        List<Provider.OfGemm> providers = new ArrayList<>();
        ServiceLoader.load(Provider.OfGemm.class, loader).forEach(providers::add);
        providers.add(new JavaGemm(primitives));
        providers.sort((a, b) -> Integer.compare(b.rank(), a.rank()));
        chosen = choose("gemm", requested, providers, SelfTest::run);
        String name = chosen.name;
        log(Level.DEBUG, "Conform: matrix products by " + name);
      }
      return chosen;
    }
  }

  /** What was chosen of one kind. */
  private record Choice<T>(String name, Provider<? extends T> provider, T first) {}

  private interface Trial<T> {
    void run(T candidate) throws UnavailableException;
  }

  /**
   * Returns the inner loops there are. They lie in this very jar: a service loader would look into
   * every jar of the class path for them, which takes longer than a small network's inference.
   */
  private static List<Provider<Primitives>> primitives(ClassLoader loader) {
    List<Provider<Primitives>> providers = new ArrayList<>();
    for (String name : PRIMITIVES) {
      try {
        Object provider = Class.forName(name, true, loader).getConstructor().newInstance();
        @SuppressWarnings("unchecked") // they are in PRIMITIVES
        Provider<Primitives> loops = (Provider<Primitives>) provider;
        providers.add(loops);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "no " + name + " on the class path: the jar is incomplete", e);
      }
    }
    return providers;
  }

  /**
   * Chooses the first that runs, of those that may be chosen, best first.
   *
   * @param trial what it must pass, or null where it need not
   */
  private static <T> Choice<T> choose(
      String property,
      Optional<String> requested,
      List<? extends Provider<T>> available,
      @Nullable Trial<T> trial) {
    for (Provider<T> provider : candidates(property, requested, available)) {
      try {
        T first = provider.create();
        if (trial != null) {
          trial.run(first);
        }
        return new Choice<>(provider.name(), provider, first);
      } catch (UnavailableException e) {
        if (requested.isPresent()) {
          throw new IllegalStateException(
              "conform.%s=%s: %s".formatted(property, provider.name(), e.getMessage()), e);
        }
        Level level = e.isExpected() ? Level.INFO : Level.WARNING;
        log(level, "Conform runs slower: " + e.getMessage());
      }
    }
    throw new IllegalStateException(
        "no provider for conform." + property + " on the class path: the jar is incomplete");
  }

  /** Returns what may be chosen: the one that is asked for, or all. */
  private static <T> List<? extends Provider<T>> candidates(
      String property, Optional<String> requested, List<? extends Provider<T>> available) {
    if (requested.isEmpty()) {
      return available;
    }
    for (Provider<T> provider : available) {
      if (provider.name().equals(requested.get())) {
        return List.of(provider);
      }
    }
    throw unknown(property, requested.get(), available);
  }

  /** Logs; a logger takes its time to load, and hardly any process needs it. */
  private static void log(Level level, String message) {
    System.getLogger("dev.conform.runtime.kernel").log(level, message);
  }

  private static <T> IllegalArgumentException unknown(
      String property, String name, Iterable<? extends Provider<T>> available) {
    List<String> names = new ArrayList<>();
    available.forEach(provider -> names.add(provider.name()));
    return new IllegalArgumentException(
        "conform.%s=%s: choose one of %s".formatted(property, name, String.join(", ", names)));
  }

  /** The built-in product. */
  private record JavaGemm(Primitives primitives) implements Provider.OfGemm {
    @Override
    public String name() {
      return "java";
    }

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public Gemm create() {
      return new TiledGemm(primitives);
    }
  }
}
