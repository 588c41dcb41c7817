package dev.conform.runtime.io;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a header, strictly by RFC 8259. A program that infers once reads one header: a
 * library for it took a fifth of the time from the start of a JVM to the scores of a small network,
 * nearly all of it for loading classes.
 */
final class JsonReader {

  private static final int DEEPEST = 4; // header, tensor, shape, and one to spare
  private static final int MOST_DIGITS = 20; // as 2^64 has
  private static final int END = -1;

  private final Path file;
  private final String text;
  private int at;

  private JsonReader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads an object and nothing after it. Its values are maps in the order of the text, lists,
   * strings, booleans, null, and numbers: whole ones are {@code Long} or {@code BigInteger}.
   *
   * @throws MalformedFileException if the text is something else, saying where
   */
  static Map<String, Object> object(Path file, String text) throws MalformedFileException {
    JsonReader reader = new JsonReader(file, text);
    reader.skipSpace();
    Map<String, Object> object = reader.object(1);
    reader.skipSpace();
    if (reader.peek() != END) {
      throw reader.malformed("it goes on after its closing brace");
    }
    return object;
  }

  private @Nullable Object value(int depth) throws MalformedFileException {
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> {
        word("true");
        yield true;
      }
      case 'f' -> {
        word("false");
        yield false;
      }
      case 'n' -> {
        word("null");
        yield null;
      }
      default -> number();
    };
  }

  @SuppressWarnings("NullAway") // A value may be null, as in JSON.
  private Map<String, Object> object(int depth) throws MalformedFileException {
    enter(depth, '{');
    Map<String, Object> members = new LinkedHashMap<>();
    if (peek() == '}') {
      at++;
      return members;
    }
    do {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      skipSpace();
      if (members.containsKey(name)) {
        throw malformed("a second member '" + Text.plain(name) + "'");
      }
      members.put(name, value(depth + 1));
    } while (goesOn('}'));
    return members;
  }

  @SuppressWarnings("NullAway") // A value may be null, as in JSON.
  private List<Object> array(int depth) throws MalformedFileException {
    enter(depth, '[');
    List<Object> values = new ArrayList<>();
    if (peek() == ']') {
      at++;
      return values;
    }
    do {
      skipSpace();
      values.add(value(depth + 1));
    } while (goesOn(']'));
    return values;
  }

  private void enter(int depth, char bracket) throws MalformedFileException {
    expect(bracket);
    if (depth > DEEPEST) {
      throw malformed("a nesting of more than " + DEEPEST);
    }
    skipSpace();
  }

  /** Passes a comma and returns true, or the closing bracket and returns false. */
  private boolean goesOn(char bracket) throws MalformedFileException {
    skipSpace();
    if (peek() == ',') {
      at++;
      return true;
    }
    expect(bracket);
    return false;
  }

  private String string() throws MalformedFileException {
    expect('"');
    StringBuilder characters = new StringBuilder();
    while (true) {
      int next = peek();
      if (next < ' ') {
        throw malformed(next == END ? "a text without an end" : "a control character in a text");
      }
      at++;
      if (next == '"') {
        return characters.toString();
      }
      characters.append(next == '\\' ? escaped() : (char) next);
    }
  }

  private char escaped() throws MalformedFileException {
    int next = peek();
    at++;
    return switch (next) {
      case '"', '\\', '/' -> (char) next;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw malformed("an unknown escape in a text");
    };
  }

  private char hexadecimal() throws MalformedFileException {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      // Character.digit knows other scripts' digits too.
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw malformed("an escape without four hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private void word(String word) throws MalformedFileException {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
  }

  private Number number() throws MalformedFileException {
    int start = at;
    skip('-');
    boolean isWhole = true;
    int digits = skip('0') ? 1 : digits();
    if (skip('.')) {
      isWhole = false;
      digits += digits();
    }
    if (skip('e') || skip('E')) {
      isWhole = false;
      if (!skip('+')) {
        skip('-');
      }
      digits += digits();
    }
    if (digits > MOST_DIGITS) {
      throw malformed("a number with a length over " + MOST_DIGITS + " digits");
    }
    String number = text.substring(start, at);
    if (!isWhole) {
      return Double.valueOf(number);
    }
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException tooLarge) {
      return new BigInteger(number);
    }
  }

  /** Passes one digit at least and returns how many there were. */
  private int digits() throws MalformedFileException {
    if (!isDigit()) {
      throw unexpected();
    }
    int start = at;
    while (isDigit()) {
      at++;
    }
    return at - start;
  }

  private boolean isDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  private boolean skip(char character) {
    boolean isThere = peek() == character;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private void expect(char character) throws MalformedFileException {
    if (!skip(character)) {
      throw unexpected();
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private MalformedFileException unexpected() {
    return malformed(
        peek() == END
            ? "it ends too soon"
            : "unexpected " + Text.quote(text.substring(at, at + 1)));
  }

  private MalformedFileException malformed(String problem) {
    return new MalformedFileException(
        file,
        "the header is not the JSON it should be: %s, at character %d".formatted(problem, at));
  }
}
