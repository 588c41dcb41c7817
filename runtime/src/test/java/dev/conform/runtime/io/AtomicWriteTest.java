package dev.conform.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced as a whole or not at all: C02 to C04 of the fault model. */
final class AtomicWriteTest {

  private static final byte[] OLD = {1, 2, 3};
  private static final List<SafetensorsWriter.Source> TENSORS =
      List.of(
          new SafetensorsWriter.Source("a", List.of(2, 3), () -> new float[] {1, 2, 3, 4, 5, 6}),
          new SafetensorsWriter.Source("b", List.of(1), () -> new float[] {7}));

  @TempDir private Path directory;

  /** A disk on which one call fails, or the thread is interrupted before one byte. */
  private static final class BadDisk extends Disk {
    private final String failing;
    private long bytesLeft = Long.MAX_VALUE;
    private boolean interrupting;

    BadDisk(String failing) {
      this.failing = failing;
    }

    static BadDisk full(long bytes) {
      BadDisk disk = new BadDisk("write");
      disk.bytesLeft = bytes;
      return disk;
    }

    static BadDisk interruptingAt(long bytes) {
      BadDisk disk = full(bytes);
      disk.interrupting = true;
      return disk;
    }

    private void call(String name) throws IOException {
      if (name.equals(failing)) {
        throw new IOException("no " + name + " today");
      }
    }

    @Override
    FileChannel create(Path file) throws IOException {
      if (failing.equals("create")) {
        throw new AccessDeniedException(file.toString());
      }
      return super.create(file);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > bytesLeft) {
        int end = bytes.limit();
        bytes.limit(bytes.position() + (int) bytesLeft);
        super.write(channel, bytes);
        if (!interrupting) {
          throw new IOException("No space left on device");
        }
        Thread.currentThread().interrupt();
        bytes.limit(end);
      }
      bytesLeft -= bytes.remaining();
      super.write(channel, bytes);
    }

    @Override
    void force(FileChannel channel) throws IOException {
      call("force");
      super.force(channel);
    }

    @Override
    void replace(Path source, Path target) throws IOException {
      call("replace");
      super.replace(source, target);
    }
  }

  /** Notes each call. */
  private static final class NotingDisk extends Disk {
    private final List<String> calls = new ArrayList<>();

    @Override
    FileChannel create(Path file) throws IOException {
      calls.add("create");
      return super.create(file);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
      calls.add("write " + bytes.remaining());
      super.write(channel, bytes);
    }

    @Override
    void force(FileChannel channel) throws IOException {
      calls.add("force at " + channel.position());
      super.force(channel);
    }

    @Override
    void replace(Path source, Path target) throws IOException {
      calls.add("replace " + target.getFileName());
      super.replace(source, target);
    }

    @Override
    void forceDirectory(Path directory) throws IOException {
      calls.add("force directory");
      super.forceDirectory(directory);
    }
  }

  private Path old() throws IOException {
    return Files.write(directory.resolve("w.safetensors"), OLD);
  }

  private static void write(Disk disk, Path file) throws IOException {
    new SafetensorsWriter(disk).write(file, TENSORS, Map.of());
  }

  private void assertUntouched(Path file, String when) throws IOException {
    assertArrayEquals(OLD, Files.readAllBytes(file), when);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList(), when);
    }
  }

  @Test
  void aDiskThatIsFullAtAnyByteLeavesTheOldFile() throws IOException {
    Path file = old();
    write(new Disk(), file);
    long size = Files.size(file);
    for (long byteCount = 0; byteCount < size; byteCount++) {
      Path before = old();
      BadDisk disk = BadDisk.full(byteCount);
      IOException failure = assertThrows(IOException.class, () -> write(disk, before));
      assertContains(failure, "No space left on device");
      assertContains(failure, file.toString());
      assertUntouched(file, "full at byte " + byteCount);
    }
    write(BadDisk.full(size), file);
    assertEquals(2, Safetensors.read(file).tensors().size());
  }

  @Test
  void anInterruptAtAnyByteLeavesTheOldFileAndTheFlag() throws IOException {
    Path file = old();
    write(new Disk(), file);
    long size = Files.size(file);
    for (long byteCount = 0; byteCount < size; byteCount++) {
      Path before = old();
      BadDisk disk = BadDisk.interruptingAt(byteCount);
      assertThrows(ClosedByInterruptException.class, () -> write(disk, before));
      assertTrue(Thread.interrupted(), "the flag was lost");
      assertUntouched(file, "interrupted at byte " + byteCount);
    }
  }

  @Test
  void aFailureOfAnyCallLeavesTheOldFile() throws IOException {
    for (String call : List.of("create", "force", "replace")) {
      Path file = old();
      IOException failure =
          assertThrows(IOException.class, () -> write(new BadDisk(call), file), call);
      assertContains(failure, "cannot write " + file);
      assertUntouched(file, call);
    }
  }

  @Test
  void valuesThatCannotBeHadLeaveTheOldFile() throws IOException {
    Path file = old();
    List<SafetensorsWriter.Source> tensors =
        List.of(
            TENSORS.get(0),
            new SafetensorsWriter.Source(
                "bad",
                List.of(1),
                () -> {
                  throw new IllegalStateException("closed");
                }));
    SafetensorsWriter writer = new SafetensorsWriter(new Disk());
    assertThrows(IllegalStateException.class, () -> writer.write(file, tensors, Map.of()));
    assertUntouched(file, "values");
  }

  /** Data first, then the name, then the directory: what a loss of power asks for. */
  @Test
  void dataAreOnTheDiskBeforeTheNameIs() throws IOException {
    Path file = directory.resolve("new.safetensors");
    NotingDisk disk = new NotingDisk();
    write(disk, file);
    long size = Files.size(file);
    assertEquals(
        List.of(
            "create",
            "write " + (size - 28),
            "write 24",
            "write 4",
            "force at " + size,
            "replace new.safetensors",
            "force directory"),
        disk.calls);
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path file = old();
    Path link = Files.createSymbolicLink(directory.resolve("latest"), file.getFileName());
    write(new Disk(), link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(2, Safetensors.read(file).tensors().size());
  }

  @Test
  void aDirectoryIsNotReplaced() throws IOException {
    Path target = directory.resolve("d");
    Files.createDirectories(target.resolve("kept"));
    assertThrows(IOException.class, () -> write(new Disk(), target));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(target), files.toList());
    }
  }

  /** A file that becomes shorter while it is read gives an error, not the end of the JVM (W06). */
  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
    Path file = directory.resolve("shrinking.safetensors");
    write(new Disk(), file);
    try (FileChannel channel = FileChannel.open(file)) {
      Header header = new HeaderReader(file, channel).read();
      Files.write(file, List.of("short"));
      assertContains(
          assertThrows(
              MalformedFileException.class,
              () -> ChannelReader.values(file, channel, header, header.tensors().get(0))),
          "24 more bytes were there before");
    }
  }

  private static void assertContains(Exception failure, String text) {
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(text), message);
  }
}
