package dev.conform.runtime.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads elements of one tensor as floats; several threads may do so at the same time. */
final class TensorReader {

  /** A multiple of every element's size that stays in a cache until it has been converted. */
  private static final int CHUNK = 1 << 18;

  private final Path file;
  private final FileChannel channel;
  private final DataType type;
  private final long start;

  TensorReader(Path file, FileChannel channel, Header header, Header.Entry entry) {
    this.file = file;
    this.channel = channel;
    this.type = entry.type();
    this.start = header.dataStart() + entry.begin();
  }

  /**
   * Reads some elements.
   *
   * @param to overwritten from its start
   * @param first element that is read
   * @param count how many
   * @throws MalformedFileException if the file has become shorter
   */
  void read(float[] to, long first, int count) throws IOException {
    int bytes = type.bits() / Byte.SIZE;
    // Off the heap: there the channel would read to such a buffer of its own and copy from it.
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer buffer =
          arena
              .allocate(Math.min(CHUNK, (long) count * bytes), Double.BYTES)
              .asByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN);
      int chunk = buffer.capacity() / bytes;
      for (int next = 0; next < count; next += chunk) {
        int some = Math.min(chunk, count - next);
        buffer.clear().limit(some * bytes);
        ChannelReader.readFully(file, channel, buffer, start + (first + next) * bytes);
        convert(buffer, to, next, some);
      }
    }
  }

  private void convert(ByteBuffer buffer, float[] to, int next, int some) {
    if (type == DataType.F32) {
      buffer.asFloatBuffer().get(to, next, some);
      return;
    }
    for (int i = next; i < next + some; i++) {
      to[i] = type.next(buffer);
    }
  }
}
