package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class ConnectionsDiffer {
  @Network(input = {2, 8, 8})
  interface Rows {
    @Conv(filters = 3, kernel = 3, connections = {"XX.", "XXX", ".X."}) @Relu Layer c1();
//                                               ^ error: [Conform/ConnectionsDiffer] layer c1: 3 rows of connections for 2 input channels
//     input 2×8×8 → c1
//     Write 2 texts of 3 letters: X where a filter reads the channel, . where not
  }

  @Network(input = {2, 8, 8})
  interface Letters {
    @Conv(filters = 3, kernel = 3, connections = {"XX", "XXX"}) @Relu Layer c1();
//                                                ^ error: [Conform/ConnectionsDiffer] layer c1: 2 letters for 3 filters
//     input 2×8×8 → c1
//     Write 2 texts of 3 letters: X where a filter reads the channel, . where not

  }

  @Network(input = {2, 8, 8})
  interface Signs {
    @Conv(filters = 3, kernel = 3, connections = {"XX.", "xxo"}) @Relu Layer c1();
//                                                       ^ error: [Conform/ConnectionsDiffer] layer c1: "xxo" has a letter that is neither X nor .
//     input 2×8×8 → c1
//     Write 2 texts of 3 letters: X where a filter reads the channel, . where not
  }

  @Network(input = {2, 8, 8})
  interface Groups {
    @Conv(filters = 2, kernel = 3, groups = 2, connections = {"X.", ".X"}) @Relu Layer c1();
//                                          ^ error: [Conform/ConnectionsDiffer] layer c1: it has groups and a table of connections, but takes one of the two
//     input 2×8×8 → c1
//     Write 2 texts of 2 letters: X where a filter reads the channel, . where not; or leave the table out
  }

  @Network(input = {2, 8, 8})
  interface Dots {
    @Conv(filters = 2, kernel = 3, connections = {"X.", "X."}) @Relu Layer c1();
//                                               ^ error: [Conform/ConnectionsDiffer] layer c1: filter 1 reads no channel: its column has no X
//     input 2×8×8 → c1
//     Write 2 texts of 2 letters: X where a filter reads the channel, . where not
  }

  @Network(input = {2, 8, 8})
  interface Right {
    @Conv(filters = 3, kernel = 3, connections = {"XX.", ".XX"}) @Relu Layer c1();
  }
}
