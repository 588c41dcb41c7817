package dev.conform.processor.analyze;

import dev.conform.processor.diag.Rule;
import dev.conform.processor.diag.Text;
import dev.conform.processor.ir.Operation;
import java.util.List;
import java.util.Optional;

/** A table of which filter reads which channel, as table I of LeCun et al. 1998. */
final class Connections {

  private final Site site;
  private final Operation.Conv conv;

  Connections(Site site, Operation.Conv conv) {
    this.site = site;
    this.conv = conv;
  }

  /**
   * Returns how many pairs of a channel and a filter are connected; nothing if the table is wrong.
   */
  Optional<Long> count() {
    List<String> rows = conv.connections();
    int channels = site.input().channels();
    if (rows.isEmpty()) {
      return Optional.of((long) channels / conv.groups() * conv.filters());
    }
    if (conv.groups() > 1) {
      tell("groups", "it has groups and a table of connections, but takes one of the two");
      return Optional.empty();
    }
    if (rows.size() != channels) {
      tell(
          "connections",
          Text.count(rows.size(), "row")
              + " of connections for "
              + Text.count(channels, "input channel"));
      return Optional.empty();
    }
    long connected = 0;
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      String place = "connections[" + i + "]";
      if (row.length() != conv.filters()) {
        tell(
            place,
            Text.count(row.length(), "letter") + " for " + Text.count(conv.filters(), "filter"));
        return Optional.empty();
      }
      if (!row.chars().allMatch(letter -> letter == 'X' || letter == '.')) {
        tell(place, "\"" + row + "\" has a letter that is neither X nor .");
        return Optional.empty();
      }
      connected += row.chars().filter(letter -> letter == 'X').count();
    }
    for (int filter = 0; filter < conv.filters(); filter++) {
      int column = filter;
      if (rows.stream().noneMatch(row -> row.charAt(column) == 'X')) {
        tell("connections", "filter " + filter + " reads no channel: its column has no X");
        return Optional.empty();
      }
    }
    return Optional.of(connected);
  }

  private void tell(String place, String what) {
    site.add(
        site.problem(Rule.CONNECTIONS_DIFFER, place, "%s", what)
            .line("%s", site.trace())
            .line(
                "Write %s of %s: X where a filter reads the channel, . where not%s",
                Text.count(site.input().channels(), "text"),
                Text.count(conv.filters(), "letter"),
                conv.groups() > 1 ? "; or leave the table out" : ""));
  }
}
