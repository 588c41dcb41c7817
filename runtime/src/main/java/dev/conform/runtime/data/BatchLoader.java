package dev.conform.runtime.data;

import dev.conform.runtime.InsufficientMemoryException;
import java.lang.foreign.Arena;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches in a thread of its own while a network works on the one before: a ring of
 * buffers that are made once. The order of the batches does not depend on timing.
 *
 * <p>One thread asks for batches. Closing ends the loader's thread, wherever it is.
 */
public final class BatchLoader implements AutoCloseable {

  /** One batch that the network works on, one that waits for it, one that is being filled. */
  private static final int BUFFERS = 3;

  private final Dataset dataset;
  private final int batchSize;
  private final int epochs;
  private final boolean shuffled;
  private final long seed;
  private final Arena arena = Arena.ofShared();
  private final ArrayBlockingQueue<Batch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final ArrayBlockingQueue<Ready> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread thread = new Thread(this::run, "conform-batch-loader");
  private @Nullable Ready current;
  private long delivered;
  private volatile boolean closed;

  /** A batch, or why there is none. */
  private record Ready(@Nullable Batch batch, @Nullable Throwable failure, String where) {}

  private BatchLoader(Dataset dataset, int batchSize, int epochs, boolean shuffled, long seed) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("the dataset is empty: there is no batch to load");
    }
    if (batchSize < 1 || epochs < 0) {
      throw new IllegalArgumentException(
          "batch size %d, epochs %d: they must be 1 or more, and 0 or more"
              .formatted(batchSize, epochs));
    }
    this.dataset = dataset;
    this.batchSize = Math.min(batchSize, dataset.size());
    this.epochs = epochs;
    this.shuffled = shuffled;
    this.seed = seed;
  }

  /**
   * Goes once through a dataset in its own order.
   *
   * @param dataset not empty
   * @param batchSize images in each batch but the last
   * @return a loader that is at work already
   * @throws IllegalArgumentException if the dataset is empty
   * @throws InsufficientMemoryException if there is no memory for the batches
   */
  public static BatchLoader inOrder(Dataset dataset, int batchSize) {
    return inOrder(dataset, batchSize, 1);
  }

  /**
   * Goes through a dataset several times in its own order.
   *
   * @param dataset not empty
   * @param batchSize images in each batch but the last of an epoch
   * @param epochs how many times
   * @return a loader that is at work already
   * @throws IllegalArgumentException if the dataset is empty
   * @throws InsufficientMemoryException if there is no memory for the batches
   */
  public static BatchLoader inOrder(Dataset dataset, int batchSize, int epochs) {
    return new BatchLoader(dataset, batchSize, epochs, false, 0).start();
  }

  /**
   * Goes through a dataset several times, each time in another random order.
   *
   * @param dataset not empty
   * @param batchSize images in each batch but the last of an epoch
   * @param epochs how many times
   * @param seed the same seed gives the same orders
   * @return a loader that is at work already
   * @throws IllegalArgumentException if the dataset is empty
   * @throws InsufficientMemoryException if there is no memory for the batches
   */
  public static BatchLoader shuffled(Dataset dataset, int batchSize, int epochs, long seed) {
    return new BatchLoader(dataset, batchSize, epochs, true, seed).start();
  }

  private BatchLoader start() {
    try {
      for (int i = 0; i < BUFFERS; i++) {
        free.add(new Batch(arena, dataset, batchSize));
      }
    } catch (OutOfMemoryError refused) {
      arena.close();
      throw new InsufficientMemoryException(
          """
          %d batches of %d images of %s need %,d bytes outside the heap.
          Use a smaller batch size, or raise the limit with -XX:MaxDirectMemorySize"""
              .formatted(
                  BUFFERS,
                  batchSize,
                  dataset.imageShape(),
                  (long) BUFFERS * batchSize * dataset.imageShape().size() * Float.BYTES),
          refused);
    }
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /**
   * Returns the number of batches in an epoch, a smaller last one included.
   *
   * @return 1 or more
   */
  public int steps() {
    return (dataset.size() - 1) / batchSize + 1;
  }

  /**
   * Waits for the next batch.
   *
   * @return the batch; it holds until this is called again or the loader is closed
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws NoSuchElementException after the last batch of the last epoch
   * @throws IllegalStateException if the loader is closed, or a batch could not be prepared; then
   *     the cause is what the dataset threw
   */
  public Batch next() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    if (delivered == (long) steps() * epochs) {
      throw new NoSuchElementException(
          "%d epochs of %d batches are all there are".formatted(epochs, steps()));
    }
    if (current != null && current.batch() != null) {
      free.add(current.batch());
      current = null;
    }
    if (current == null) {
      current = ready.take();
    }
    if (current.batch() == null) {
      throw new IllegalStateException(
          current.where() + " could not be prepared: " + current.failure(), current.failure());
    }
    delivered++;
    return current.batch();
  }

  private void run() {
    int epoch = 0;
    int step = 0;
    try {
      int[] order = new int[dataset.size()];
      for (epoch = 0; epoch < epochs; epoch++) {
        if (shuffled) {
          Shuffle.order(order, seed, epoch);
        } else {
          Shuffle.inOrder(order);
        }
        for (step = 0; step < steps(); step++) {
          Batch batch = free.take();
          int start = step * batchSize;
          batch.fill(dataset, order, start, Math.min(batchSize, order.length - start));
          ready.add(new Ready(batch, null, ""));
        }
      }
    } catch (RuntimeException | Error | InterruptedException failure) {
      // close() interrupts, and then nobody waits; any other failure is the caller's to hear of.
      String where = "batch %d of epoch %d".formatted(step, epoch);
      ready.add(new Ready(null, failure, where));
    }
  }

  /**
   * Ends the loader's thread and gives the memory of the batches back. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    arena.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
