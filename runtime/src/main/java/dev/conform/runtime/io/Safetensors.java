package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes tensors in the safetensors format: eight bytes of header length, a JSON header,
 * the values. It holds data only and can run nothing, unlike a pickle. To read or write all
 * parameters of a network, use {@link dev.conform.runtime.Model#load} and {@link
 * dev.conform.runtime.Model#save}.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {

  private Safetensors() {}

  /**
   * Reads all tensors of a file. Elements of 64, 16 and brain-float 16 bits become 32-bit floats.
   *
   * @param file to read; it may come from anywhere
   * @return its tensors and metadata
   * @throws MalformedFileException if it does not keep to the format, naming the tensor and the
   *     numbers that disagree, or if a tensor is neither F64, F32, F16 nor BF16
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = new HeaderReader(file, channel).read();
      for (Header.Entry entry : header.tensors()) {
        if (!entry.type().isReadable()) {
          throw new MalformedFileException(
              file,
              "tensor %s: %s cannot be read as floats; F64, F32, F16 and BF16 can"
                  .formatted(Text.quote(entry.name()), entry.type()));
        }
      }
      List<StoredTensor> tensors = new ArrayList<>();
      for (Header.Entry entry : header.tensors()) {
        float[] values = ChannelReader.values(file, channel, header, entry);
        tensors.add(
            new StoredTensor(
                entry.name(), entry.shape().stream().map(Math::toIntExact).toList(), values));
      }
      return new SafetensorsFile(tensors, header.metadata());
    }
  }

  /**
   * Writes tensors as 32-bit floats, in the given order.
   *
   * @param file to create or replace; it is replaced as a whole or not at all
   * @param tensors each with a name of its own
   * @throws IllegalArgumentException if two tensors have one name
   * @throws IOException if the file cannot be written; what was there before is unchanged then
   */
  public static void write(Path file, List<StoredTensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * Writes tensors as 32-bit floats, in the given order, and metadata.
   *
   * @param file to create or replace; it is replaced as a whole or not at all
   * @param tensors each with a name of its own
   * @param metadata free text by free keys
   * @throws IllegalArgumentException if two tensors have one name
   * @throws IOException if the file cannot be written; what was there before is unchanged then
   */
  public static void write(Path file, List<StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    new SafetensorsWriter(new Disk())
        .write(
            file,
            tensors.stream()
                .map(t -> new SafetensorsWriter.Source(t.name(), t.shape(), t::values))
                .toList(),
            metadata);
  }
}
