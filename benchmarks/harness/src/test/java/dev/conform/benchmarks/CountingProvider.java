package dev.conform.benchmarks;

import java.util.List;

/** An engine whose only score is how often it has run. */
public final class CountingProvider implements EngineProvider {

  /** Made as a service. */
  public CountingProvider() {}

  @Override
  public String version() {
    return "Counting 1";
  }

  @Override
  public List<String> settings(NetworkTask task) {
    return List.of("up", "down");
  }

  @Override
  public Engine open(NetworkTask task, String setting) {
    return new Counter(setting.equals("up") ? 1 : -1);
  }

  private static final class Counter implements Engine {

    private final int step;
    private int count;

    Counter(int step) {
      this.step = step;
    }

    @Override
    public void run() {
      count += step;
    }

    @Override
    public float[] scores() {
      return new float[] {count, 0.5f};
    }

    @Override
    public void close() {}
  }
}
