package dev.conform.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LoadTest {

  private static final long SPIN_NANOS = 500_000_000;

  /**
   * This process spins. Beside another process that is the work of others, beside itself it is not;
   * what else the machine does counts both times.
   */
  @Test
  void onlyTheWorkOfOthersCounts() throws IOException {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      Load besideSleeper = new Load(sleeper.pid());
      Load besideThis = new Load(ProcessHandle.current().pid());
      long start = System.nanoTime();
      while (System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      }
      double spinning = besideSleeper.others();
      double rest = besideThis.others();
      assertTrue(
          spinning - rest > 0.2,
          () -> "beside a sleeper %s, beside this %s".formatted(spinning, rest));
    } finally {
      sleeper.destroy();
    }
  }
}
