package dev.conform.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a safetensors file and believes nothing in it: each length is checked against
 * the file's before memory is taken for it, and the tensors must cover the data without overlap or
 * hole.
 */
final class HeaderReader {

  private final Path file;
  private final FileChannel channel;

  HeaderReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads and checks the header.
   *
   * @throws MalformedFileException naming the tensor and the numbers that disagree
   */
  Header read() throws IOException {
    long fileSize = channel.size();
    if (fileSize < Header.LENGTH_BYTES) {
      throw malformed(
          "%d bytes; the format begins with 8 bytes of header length".formatted(fileSize));
    }
    long length = readBytes(0, Header.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long available = fileSize - Header.LENGTH_BYTES;
    if (length < 2 || length > Header.LONGEST) {
      throw malformed(
          "a header of %s bytes; it must have 2 to %,d"
              .formatted(Long.toUnsignedString(length), Header.LONGEST));
    }
    if (length > available) {
      throw malformed(
          "a header of %,d bytes; the file has %,d bytes after its length"
              .formatted(length, available));
    }
    Map<String, Object> json = parse(readBytes(Header.LENGTH_BYTES, (int) length));
    Map<String, String> metadata = metadata(json.get(Header.METADATA));
    List<Header.Entry> tensors = new ArrayList<>();
    for (Map.Entry<String, Object> member : json.entrySet()) {
      if (!member.getKey().equals(Header.METADATA)) {
        tensors.add(tensor(member.getKey(), member.getValue()));
      }
    }
    requireCover(tensors, available - length);
    return new Header(tensors, metadata, Header.LENGTH_BYTES + length);
  }

  private ByteBuffer readBytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    ChannelReader.readFully(file, channel, buffer, position);
    return buffer;
  }

  private Map<String, Object> parse(ByteBuffer bytes) throws IOException {
    if (bytes.get(0) != '{') {
      throw malformed("the header begins with byte 0x%02x, not with {".formatted(bytes.get(0)));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException cause) {
      throw new MalformedFileException(file, "the header is not UTF-8", cause);
    }
    return JsonReader.object(file, text);
  }

  private Map<String, String> metadata(@Nullable Object json) throws MalformedFileException {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (json == null) {
      return metadata;
    }
    if (!(json instanceof Map<?, ?> members)) {
      throw malformed("%s is not an object of texts".formatted(Header.METADATA));
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!(member.getKey() instanceof String key)
          || !(member.getValue() instanceof String value)
          || !Text.isWellFormed(key)
          || !Text.isWellFormed(value)) {
        throw malformed(
            "%s: the value of %s is not a text"
                .formatted(Header.METADATA, Text.quote(String.valueOf(member.getKey()))));
      }
      metadata.put(key, value);
    }
    return metadata;
  }

  private Header.Entry tensor(String name, @Nullable Object json) throws MalformedFileException {
    if (!Text.isWellFormed(name)) {
      throw malformed(
          "tensor %s: half of a surrogate pair in its name".formatted(Text.quote(name)));
    }
    if (!(json instanceof Map<?, ?> members)
        || members.size() != 3
        || !(members.get("dtype") instanceof String typeName)
        || !(members.get("shape") instanceof List<?> shapeJson)
        || !(members.get("data_offsets") instanceof List<?> offsetsJson)) {
      throw malformed(
          "tensor %s: it must have dtype, shape and data_offsets, and nothing else"
              .formatted(Text.quote(name)));
    }
    DataType type = DataType.named(typeName).orElse(null);
    if (type == null) {
      throw malformed(
          "tensor %s: unknown dtype %s".formatted(Text.quote(name), Text.quote(typeName)));
    }
    List<Long> shape = naturals(name, "shape", shapeJson);
    List<Long> offsets = naturals(name, "data_offsets", offsetsJson);
    if (offsets.size() != 2) {
      throw malformed(
          "tensor %s: %d data_offsets; there must be 2"
              .formatted(Text.quote(name), offsets.size()));
    }
    Header.Entry entry = new Header.Entry(name, type, shape, offsets.get(0), offsets.get(1));
    requireSize(entry);
    return entry;
  }

  private List<Long> naturals(String name, String what, List<?> json)
      throws MalformedFileException {
    List<Long> numbers = new ArrayList<>();
    for (Object element : json) {
      // Larger integers come as BigInteger, and 1.0 as Double.
      if (!(element instanceof Long number) || number < 0) {
        throw malformed(
            "tensor %s: %s holds %s; a whole number from 0 to 2^63 − 1 is wanted"
                .formatted(Text.quote(name), what, Text.plain(String.valueOf(element))));
      }
      numbers.add(number);
    }
    return numbers;
  }

  private void requireSize(Header.Entry entry) throws MalformedFileException {
    long bits;
    try {
      bits = Math.multiplyExact(entry.size(), (long) entry.type().bits());
    } catch (ArithmeticException overflow) {
      throw new MalformedFileException(
          file,
          "tensor %s: shape %s has more elements than can be counted"
              .formatted(Text.quote(entry.name()), entry.shape()),
          overflow);
    }
    if (entry.begin() > entry.end()) {
      throw malformed(
          "tensor %s: data_offsets end at %,d, before they begin at %,d"
              .formatted(Text.quote(entry.name()), entry.end(), entry.begin()));
    }
    if (bits % Byte.SIZE != 0 || bits / Byte.SIZE != entry.end() - entry.begin()) {
      throw malformed(
          "tensor %s: shape %s of %s takes %,d bits; data_offsets %,d to %,d hold %,d bytes"
              .formatted(
                  Text.quote(entry.name()),
                  entry.shape(),
                  entry.type(),
                  bits,
                  entry.begin(),
                  entry.end(),
                  entry.end() - entry.begin()));
    }
  }

  /** Checks that the tensors lie one behind the other from the first byte of data to the last. */
  private void requireCover(List<Header.Entry> tensors, long dataSize)
      throws MalformedFileException {
    List<Header.Entry> sorted = new ArrayList<>(tensors);
    sorted.sort(HeaderReader::byPlace);
    long end = 0;
    for (Header.Entry entry : sorted) {
      if (entry.begin() != end) {
        throw malformed(
            "tensor %s: it begins at byte %,d of the data where %,d is wanted: %s"
                .formatted(
                    Text.quote(entry.name()),
                    entry.begin(),
                    end,
                    entry.begin() < end ? "it overlaps the tensor before it" : "there is a hole"));
      }
      if (entry.end() > dataSize) {
        throw malformed(
            "tensor %s: it ends at byte %,d of the data; the file has %,d"
                .formatted(Text.quote(entry.name()), entry.end(), dataSize));
      }
      end = entry.end();
    }
    if (end != dataSize) {
      throw malformed(
          "the tensors end at byte %,d of the data; the file has %,d".formatted(end, dataSize));
    }
  }

  private static int byPlace(Header.Entry a, Header.Entry b) {
    return a.begin() == b.begin()
        ? Long.compare(a.end(), b.end())
        : Long.compare(a.begin(), b.begin());
  }

  private MalformedFileException malformed(String problem) {
    return new MalformedFileException(file, problem);
  }
}
