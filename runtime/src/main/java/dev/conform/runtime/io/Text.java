package dev.conform.runtime.io;

/** Names that come from a file, made fit for a message. */
final class Text {

  private static final int LONGEST = 200;

  private Text() {}

  /** Puts a name in quotes, with control characters escaped and a long end cut off. */
  static String quote(String name) {
    return '"' + plain(name) + '"';
  }

  /** The same without quotes. */
  static String plain(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .forEach(
            point -> {
              if (Character.isISOControl(point)
                  || Character.getType(point) == Character.SURROGATE) {
                text.append("\\u%04x".formatted(point));
              } else {
                text.appendCodePoint(point);
              }
            });
    return name.codePointCount(0, name.length()) > LONGEST ? text + "…" : text.toString();
  }

  /** Tells whether the text has no unpaired surrogate: only such text has a UTF-8 form. */
  static boolean isWellFormed(String text) {
    for (int i = 0, point; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (Character.getType(point) == Character.SURROGATE) {
        return false;
      }
    }
    return true;
  }
}
