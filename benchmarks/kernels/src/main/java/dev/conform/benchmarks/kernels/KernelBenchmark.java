package dev.conform.benchmarks.kernels;

import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What all benchmarks of kernels share: the kernels, and tensors for them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
// JMH sets the fields before it calls anything else.
@SuppressWarnings("NullAway.Init") // JMH sets @Param fields, and @Setup the others
public abstract class KernelBenchmark {

  /** How many workers share the work. */
  @Param("2")
  public int threads;

  /** What is measured. */
  Kernels kernels;

  private final Arena arena = Arena.ofShared();
  private final SplittableRandom random = new SplittableRandom(1);

  KernelBenchmark() {}

  /** Makes the kernels, then the tensors. */
  @Setup
  public void setUp() {
    kernels = new Kernels(threads, zeros(workspaceFloats()));
    prepare();
  }

  /** Gives the memory back. */
  @TearDown
  public void tearDown() {
    arena.close();
  }

  /** Returns the scratch that the kernels need. */
  long workspaceFloats() {
    return 0;
  }

  /** Makes the tensors. */
  abstract void prepare();

  final Arena arena() {
    return arena;
  }

  /** Returns a tensor of zeros, for results. */
  final Tensor zeros(long floats) {
    return new Tensor(arena.allocate(floats * Float.BYTES, (long) Tensor.ALIGNMENT * Float.BYTES));
  }

  /** Returns a tensor of values from −1 to 1. */
  final Tensor values(long floats) {
    return values(floats, -1, 1);
  }

  /** Returns a tensor of values in a range. */
  final Tensor values(long floats, double from, double to) {
    Tensor tensor = zeros(floats);
    for (long i = 0; i < floats; i++) {
      tensor.set(i, (float) random.nextDouble(from, to));
    }
    return tensor;
  }
}
