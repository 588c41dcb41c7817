package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads data through a channel. A mapped file that another process cuts short would end the JVM; a
 * read only comes back short.
 */
final class ChannelReader {

  private ChannelReader() {}

  /** Fills the buffer from its position in the file and flips it. */
  static void readFully(Path file, FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new MalformedFileException(
            file,
            "it ended at byte %,d while it was read; %,d more bytes were there before"
                .formatted(at, buffer.remaining()));
      }
      at += count;
    }
    buffer.flip();
  }

  /**
   * Reads a tensor of a type that can be read as floats.
   *
   * @throws MalformedFileException if there are more elements than an array holds, or the file has
   *     become shorter
   */
  static float[] values(Path file, FileChannel channel, Header header, Header.Entry entry)
      throws IOException {
    if (entry.size() > Integer.MAX_VALUE - 8) {
      throw new MalformedFileException(
          file,
          "tensor %s: %,d elements are more than a Java array holds"
              .formatted(Text.quote(entry.name()), entry.size()));
    }
    float[] values = new float[(int) entry.size()];
    new TensorReader(file, channel, header, entry).read(values, 0, values.length);
    return values;
  }
}
