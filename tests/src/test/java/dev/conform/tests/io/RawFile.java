package dev.conform.tests.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts safetensors files together byte by byte, as the published format says, sound or not. */
final class RawFile {

  private RawFile() {}

  /** Length, header, and data of ascending bytes. */
  static byte[] of(String header, int dataBytes) {
    return of(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  static byte[] of(byte[] header, int dataBytes) {
    return withLength(header.length, header, dataBytes);
  }

  static byte[] withLength(long length, byte[] header, int dataBytes) {
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(length).put(header);
    for (int i = 0; i < dataBytes; i++) {
      file.put((byte) i);
    }
    return file.array();
  }
}
