package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads the elements of one tensor in their order, as floats. */
final class TensorReader implements FloatSource<IOException> {

  private static final int CHUNK = 1 << 20; // a multiple of every element's size

  private final Path file;
  private final FileChannel channel;
  private final DataType type;
  private final long end;
  private final ByteBuffer buffer;
  private long position;

  TensorReader(Path file, FileChannel channel, Header header, Header.Entry entry) {
    this.file = file;
    this.channel = channel;
    this.type = entry.type();
    this.position = header.dataStart() + entry.begin();
    this.end = header.dataStart() + entry.end();
    this.buffer =
        ByteBuffer.allocate((int) Math.min(CHUNK, end - position))
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
  }

  /**
   * Reads on.
   *
   * @throws MalformedFileException if the file has become shorter
   */
  @Override
  public void read(float[] to, int count) throws IOException {
    int next = 0;
    while (next < count) {
      if (!buffer.hasRemaining()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        position += buffer.limit();
        ChannelReader.readFully(file, channel, buffer, position - buffer.limit());
      }
      int some = Math.min(count - next, buffer.remaining() * Byte.SIZE / type.bits());
      if (type == DataType.F32) {
        buffer.asFloatBuffer().get(to, next, some);
        buffer.position(buffer.position() + some * Float.BYTES);
      } else {
        for (int i = next; i < next + some; i++) {
          to[i] = type.next(buffer);
        }
      }
      next += some;
    }
  }
}
