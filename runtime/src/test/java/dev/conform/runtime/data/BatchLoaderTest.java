package dev.conform.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.InsufficientMemoryException;
import dev.conform.runtime.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BatchLoaderTest {

  /** Image i is the one value i; something may happen when it is read. */
  private record Numbers(int size, Reading reading) implements Dataset {

    interface Reading {
      void of(int index) throws InterruptedException;
    }

    Numbers(int size) {
      this(size, index -> {});
    }

    @Override
    public Shape imageShape() {
      return Shape.image(1, 1, 1);
    }

    @Override
    public Targets targets() {
      return Targets.ofLabels(IntStream.range(0, size).map(i -> i % 7).toArray(), 7);
    }

    @Override
    public void readImage(int index, MemorySegment images, long offset) {
      try {
        reading.of(index);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("interrupted while reading " + index, interrupted);
      }
      images.setAtIndex(ValueLayout.JAVA_FLOAT, offset, index);
    }
  }

  @AfterEach
  void noThreadIsLeft() {
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("conform-batch-loader"))
            .toList());
  }

  /** All images of all epochs in the order in which they come; checks image, label and index. */
  private static List<Integer> order(BatchLoader loader, int epochs, int batchSize, int size)
      throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int step = 0; step < loader.steps(); step++) {
        Batch batch = loader.next();
        boolean last = step == loader.steps() - 1;
        assertEquals(last ? size - step * batchSize : batchSize, batch.size());
        for (int i = 0; i < batch.size(); i++) {
          int image = (int) batch.images().getAtIndex(ValueLayout.JAVA_FLOAT, i);
          assertEquals(image, batch.index(i));
          assertEquals(image % 7, batch.targets().label(i));
          order.add(image);
        }
      }
    }
    assertThrows(NoSuchElementException.class, loader::next);
    return order;
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "10, 5", "10, 10", "1, 1", "11, 2"})
  void goesThroughADatasetInOrder(int size, int batchSize) throws InterruptedException {
    try (BatchLoader loader = BatchLoader.inOrder(new Numbers(size), batchSize, 2)) {
      List<Integer> order = order(loader, 2, batchSize, size);
      assertEquals(IntStream.range(0, 2 * size).mapToObj(i -> i % size).toList(), order);
    }
  }

  @Test
  void aBatchLargerThanTheDatasetHasAllOfIt() throws InterruptedException {
    try (BatchLoader loader = BatchLoader.inOrder(new Numbers(5), 64)) {
      assertEquals(1, loader.steps());
      assertEquals(5, loader.next().size());
    }
  }

  @Test
  void shufflesEachEpochAnewByItsSeed() throws InterruptedException {
    List<Integer> one = shuffled(3);
    assertEquals(one, shuffled(3));
    assertNotEquals(one, shuffled(4));
    assertNotEquals(one.subList(0, 100), one.subList(100, 200));
    for (int epoch = 0; epoch < 2; epoch++) {
      Set<Integer> seen = new HashSet<>(one.subList(100 * epoch, 100 * epoch + 100));
      assertEquals(100, seen.size());
    }
  }

  private static List<Integer> shuffled(long seed) throws InterruptedException {
    try (BatchLoader loader = BatchLoader.shuffled(new Numbers(100), 7, 2, seed)) {
      return order(loader, 2, 7, 100);
    }
  }

  /** Every place is as likely for every image: a chi-squared test with a fixed seed. */
  @Test
  void shufflesEvenly() {
    int[][] counts = new int[8][8];
    int[] order = new int[8];
    for (int epoch = 0; epoch < 8_000; epoch++) {
      Shuffle.order(order, 42, epoch);
      for (int place = 0; place < 8; place++) {
        counts[place][order[place]]++;
      }
    }
    double chiSquared = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chiSquared += (count - 1000) * (count - 1000) / 1000.0;
      }
    }
    assertTrue(chiSquared < 85.4, "49 degrees of freedom, p = 0.001: " + chiSquared);
  }

  @Test
  void workGoesOnAheadButNotWithoutBound() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    CountDownLatch sixRead = new CountDownLatch(6);
    Numbers data =
        new Numbers(
            100,
            index -> {
              read.incrementAndGet();
              sixRead.countDown();
            });
    try (BatchLoader loader = BatchLoader.inOrder(data, 2)) {
      sixRead.await(); // three batches, without anybody asking
      Thread.sleep(50);
      assertEquals(6, read.get());
      loader.next();
      Thread.sleep(50);
      assertEquals(6, read.get()); // the first buffer is in use
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "9, 2", "10, 2", "57, 14"})
  void anExceptionReachesTheCaller(int bad, int batch) throws InterruptedException {
    ArithmeticException thrown = new ArithmeticException("image " + bad);
    Numbers data =
        new Numbers(
            60,
            index -> {
              if (index == bad) {
                throw thrown;
              }
            });
    try (BatchLoader loader = BatchLoader.inOrder(data, 4)) {
      for (int i = 0; i < batch; i++) {
        assertEquals(4 * i, loader.next().index(0));
      }
      for (int again = 0; again < 3; again++) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, loader::next);
        assertSame(thrown, refused.getCause());
        assertTrue(
            String.valueOf(refused.getMessage())
                .startsWith("batch %d of epoch 0 could".formatted(batch)),
            refused.getMessage());
      }
    }
  }

  @Test
  void anErrorReachesTheCallerToo() {
    Numbers data =
        new Numbers(
            60,
            index -> {
              throw new StackOverflowError();
            });
    try (BatchLoader loader = BatchLoader.inOrder(data, 4)) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, loader::next);
      assertInstanceOf(StackOverflowError.class, refused.getCause());
    }
  }

  @Test
  void closesWhileTheLoaderWaitsForABuffer() throws InterruptedException {
    BatchLoader loader = BatchLoader.shuffled(new Numbers(1000), 1, 10, 0);
    loader.next();
    loader.close();
    loader.close();
    assertThrows(IllegalStateException.class, loader::next);
  }

  @Test
  void closesWhileTheLoaderReads() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    Numbers data =
        new Numbers(
            4,
            index -> {
              reading.countDown();
              new CountDownLatch(1).await();
            });
    try (BatchLoader loader = BatchLoader.inOrder(data, 2)) {
      reading.await();
      assertEquals(1, loader.steps() - 1);
    }
  }

  @Test
  void closingKeepsTheInterruptFlag() {
    BatchLoader loader = BatchLoader.inOrder(new Numbers(10), 2);
    Thread.currentThread().interrupt();
    loader.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void waitingCanBeInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    try (BatchLoader loader = BatchLoader.inOrder(new Numbers(10, index -> never.await()), 2)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, loader::next);
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void anEmptyDatasetHasNoBatches() {
    assertEquals(
        "the dataset is empty: there is no batch to load",
        assertThrows(IllegalArgumentException.class, () -> BatchLoader.inOrder(new Numbers(0), 2))
            .getMessage());
  }

  @Test
  void tooLargeBatchesAreRefused() {
    Dataset huge =
        new Dataset() {
          @Override
          public int size() {
            return 1_000;
          }

          @Override
          public Shape imageShape() {
            return Shape.image(1, 40_000, 40_000);
          }

          @Override
          public Targets targets() {
            return Targets.ofLabels(new int[1_000], 2);
          }

          @Override
          public void readImage(int index, MemorySegment images, long offset) {
            throw new AssertionError("no image is read");
          }
        };
    assertEquals(
        """
        3 batches of 1000 images of 1×40000×40000 need 19,200,000,000,000 bytes outside the heap.
        Use a smaller batch size, or raise the limit with -XX:MaxDirectMemorySize""",
        assertThrows(InsufficientMemoryException.class, () -> BatchLoader.inOrder(huge, 1_000))
            .getMessage());
  }

  @Test
  void vectorsTravelWithTheirImages() throws InterruptedException {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1),
            new float[] {0, 1, 2},
            Targets.ofVectors(new float[] {0, 10, 1, 11, 2, 12}, 2));
    try (BatchLoader loader = BatchLoader.shuffled(data, 3, 1, 6)) {
      Batch batch = loader.next();
      float[] seconds = new float[3];
      float[] expected = new float[3];
      for (int i = 0; i < 3; i++) {
        seconds[i] = batch.targets().value(i, 1, 2);
        expected[i] = 10 + batch.index(i);
      }
      assertArrayEquals(expected, seconds);
    }
  }
}
