package dev.conform.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link JsonReader} accepts and finds is what Jackson accepts and finds. */
class JsonReaderTest {

  private static final Path FILE = Path.of("weights.safetensors");

  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9.]{20}");

  private static final String HEADER =
      """
      {"__metadata__": {"format": "pt", "names": "\\u00e9\\n\\"\\\\\\/ \\ud83d\\ude00"},
       "conv.weight": {"dtype": "F32", "shape": [6, 1, 5, 5], "data_offsets": [0, 600]},
       "bias" : { "dtype":"F32","shape":[],"data_offsets":[600,604] }, "other": [true, false, null,
       -0, 12, -7.5e+3, 0.25, 1E2, 9223372036854775808, {}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } \n",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1} {}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":1e}",
        "{\"a\":1e5}",
        "{\"a\":-0}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":truee}",
        "{\"a\":nul",
        "{\"a\":[1,2}",
        "{\"a\":[1 2]}",
        "{\"a\":[,1]}",
        "{\"a\":[1,]}",
        "{\"a\":[[[]]]}",
        "{\"a\":[[[[]]]]}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u00zz\"}",
        "{\"a\":\"\\u0041\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"unfinished}",
        "{\"a\":'single'}",
        "{\"a\":1 /* comment */}",
        "{\"a\":12345678901234567890}",
        "{\"a\":123456789012345678901}",
        "{\"a\":9223372036854775807}",
        "{\"a\":-9223372036854775808}",
        "[]",
        "{",
        "}"
      })
  void agreesWithJackson(String text) throws IOException {
    assertAgrees(text);
  }

  @Test
  void agreesWithJacksonAboutEachChangedCharacter() throws IOException {
    assertTrue(byJackson(HEADER) != null, "the header is meant to be accepted");
    String instead = "\"\\{}[]:, 019-+.eEtfnu/x\n\u0001\u00e9";
    int accepted = 0;
    for (int at = 0; at < HEADER.length(); at++) {
      for (int i = 0; i < instead.length(); i++) {
        accepted +=
            assertAgrees(HEADER.substring(0, at) + instead.charAt(i) + HEADER.substring(at + 1));
      }
      accepted += assertAgrees(HEADER.substring(0, at) + HEADER.substring(at + 1));
      accepted += assertAgrees(HEADER.substring(0, at));
    }
    assertTrue(accepted > 1000, accepted + " texts were accepted");
  }

  @Test
  void agreesWithJacksonAboutManyChanges() throws IOException {
    Random random = new Random(1);
    for (int text = 0; text < 20_000; text++) {
      StringBuilder changed = new StringBuilder(HEADER);
      for (int change = 0; change < 1 + random.nextInt(3); change++) {
        int from = random.nextInt(changed.length());
        int to = Math.min(changed.length(), from + random.nextInt(12));
        String part = changed.substring(from, to);
        changed.insert(random.nextInt(changed.length()), part);
        if (random.nextBoolean()) {
          changed.delete(from, to);
        }
      }
      // Of long decimals Jackson counts the digits in another way; a header has none.
      if (!LONG_NUMBER.matcher(changed).find()) {
        assertAgrees(changed.toString());
      }
    }
  }

  /** Returns how many of one text were accepted by both. */
  private static int assertAgrees(String text) throws IOException {
    Map<String, Object> expected = byJackson(text);
    Map<String, Object> found;
    try {
      found = JsonReader.object(FILE, text);
    } catch (MalformedFileException e) {
      assertTrue(expected == null, () -> e.getMessage() + "\nbut Jackson accepts " + text);
      return 0;
    }
    assertEquals(expected, plain(found), () -> "of " + text);
    return 1;
  }

  private static @Nullable Map<String, Object> byJackson(String text) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(4).maxNumberLength(20).build())
            .build();
    try (JsonParser parser = factory.createParser(text)) {
      Map<String, Object> members = JSON.builder(factory).build().mapFrom(parser);
      return parser.nextToken() == null && members != null ? plain(members) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Makes whole numbers comparable, whatever their classes. */
  private static Map<String, Object> plain(Map<?, ?> members) {
    Map<String, Object> result = new LinkedHashMap<>();
    members.forEach((name, value) -> result.put(String.valueOf(name), plainValue(value)));
    return result;
  }

  private static Object plainValue(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return plain(members);
    }
    if (value instanceof List<?> values) {
      List<Object> result = new ArrayList<>();
      values.forEach(element -> result.add(plainValue(element)));
      return result;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return new BigInteger(value.toString());
    }
    return value == null ? "null" : value;
  }
}
