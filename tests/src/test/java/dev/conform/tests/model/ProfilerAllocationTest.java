package dev.conform.tests.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Profiler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A step of a generated network makes no objects on its thread, whether it is measured or not. */
@Tag("alone")
class ProfilerAllocationTest {

  private static final int BATCH = 4;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Test
  void neitherAMeasuredStepNorAnyOtherMakesObjects() {
    try (Arena arena = Arena.ofShared();
        SmallNetModel model = SmallNetModel.builder().batchSize(BATCH).threads(1).build()) {
      MemorySegment images = arena.allocate(BATCH * 192L * Float.BYTES, 64);
      assertAllocatesNothing(model, images, "not measured");
      try (Profiler profiler = Profiler.start(model)) {
        assertAllocatesNothing(model, images, "measured");
        assertTrue(profiler.profile().passes().size() == 3);
      }
    }
  }

  private static void assertAllocatesNothing(
      SmallNetModel model, MemorySegment images, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Vectors are objects until the compiler has seen that they need not be.
    long end = System.nanoTime() + PATIENCE_NANOS;
    long allocated;
    do {
      for (int i = 0; i < 20; i++) {
        step(model, images);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 5; i++) {
        step(model, images);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 0 && System.nanoTime() - end < 0);
    long last = allocated;
    assertTrue(last == 0, () -> what + ": five steps made objects of " + last + " bytes");
  }

  private static void step(SmallNetModel model, MemorySegment images) {
    model.forward(images, BATCH, Mode.TRAINING);
    model.backward();
    model.forward(images, BATCH, Mode.INFERENCE);
  }
}
