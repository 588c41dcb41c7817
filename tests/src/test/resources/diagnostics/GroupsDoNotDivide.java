package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class GroupsDoNotDivide {
  @Network(input = {3, 32, 32})
  interface Groups {
    @Conv(filters = 6, kernel = 5, groups = 2) @Relu Layer c1();
//                                          ^ error: [Conform/GroupsDoNotDivide] layer c1: 3 input channels cannot be split into 2 groups
//     3 / 2 = 1, remainder 1
//     input 3×32×32 → c1
//     Use groups = 1, or channels that 2 divides
  }

  @Network(input = {48, 32, 32})
  interface Filters {
    @Conv(filters = 64, kernel = 3, groups = 48) @Relu Layer c1();
//                                           ^ error: [Conform/GroupsDoNotDivide] layer c1: 64 filters cannot be split into 48 groups
//     64 / 48 = 1, remainder 16
//     input 48×32×32 → c1
//     Use groups = 16, which divides both
  }

  @Network(input = {4, 32, 32})
  interface Fine {
    @Conv(filters = 8, kernel = 5, groups = 4) @Relu Layer c1();
  }
}
