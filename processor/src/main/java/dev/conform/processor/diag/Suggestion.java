package dev.conform.processor.diag;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who misspelt a name. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the name that is nearest, if it is near: at most a third of its letters differ, and not
   * all of them.
   *
   * @param written the misspelt name
   * @param names those there are
   */
  public static Optional<String> of(String written, Collection<String> names) {
    String wanted = written.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> isNear(wanted, name.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String wanted, String name) {
    int distance = distance(wanted, name);
    return distance < Math.min(wanted.length(), name.length())
        && distance <= Math.max(1, name.length() / 3);
  }

  /** Letters in another order are one mistake, however far they have moved. */
  private static int distance(String a, String b) {
    boolean reordered = !a.equals(b) && Arrays.equals(sorted(a), sorted(b));
    return reordered ? 1 : edits(a, b);
  }

  private static int[] sorted(String name) {
    return name.chars().sorted().toArray();
  }

  /**
   * The number of letters to insert, remove, replace or swap with the next one (Damerau 1964, each
   * letter touched once).
   */
  private static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
