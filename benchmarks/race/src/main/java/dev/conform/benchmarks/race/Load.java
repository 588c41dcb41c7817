package dev.conform.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures how much of the machine other processes use while an engine has its turn: results from a
 * busy machine are not to be trusted. Only Linux tells.
 */
final class Load {

  private static final Path MACHINE = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;

  private final Path process;
  private final long start = System.nanoTime();
  private final long busy;
  private final long own;

  /** Begins to measure beside a process. */
  Load(long pid) throws IOException {
    process = Path.of("/proc", Long.toString(pid), "stat");
    busy = busyTicks();
    own = ownTicks();
  }

  /** Returns how many processors others used on average since the beginning; 0 where unknown. */
  double others() throws IOException {
    double ticks = busyTicks() - busy - (ownTicks() - own);
    return Math.max(0, ticks / TICKS_PER_SECOND / ((System.nanoTime() - start) / 1e9));
  }

  /** Ticks of all processors: user, nice, system, then idle and waiting, then interrupts. */
  private static long busyTicks() throws IOException {
    if (!Files.exists(MACHINE)) {
      return 0;
    }
    long[] ticks =
        Arrays.stream(Files.readAllLines(MACHINE).get(0).split(" +", -1))
            .skip(1)
            .mapToLong(Long::parseLong)
            .toArray();
    return ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
  }

  /** The fields behind the name in brackets, which may itself hold brackets and spaces. */
  private long ownTicks() throws IOException {
    if (!Files.exists(process)) {
      return 0;
    }
    String stat = Files.readString(process);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
