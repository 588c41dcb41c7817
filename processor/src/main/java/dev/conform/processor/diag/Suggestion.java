package dev.conform.processor.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who misspelt a name. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the name that is nearest, if it is near: at most a third of its letters differ.
   *
   * @param written the misspelt name
   * @param names those there are
   */
  public static Optional<String> of(String written, Collection<String> names) {
    String wanted = written.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(
            name ->
                distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The number of letters to insert, remove or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
