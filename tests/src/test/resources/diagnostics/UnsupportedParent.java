package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnsupportedParent {
  @Network(input = {1, 8, 8})
  interface Child extends Comparable<Child> {
//^ error: [Conform/UnsupportedParent] UnsupportedParent.Child extends Comparable, whose method compareTo(T) the generated class would have to implement
//     Declare all layers in UnsupportedParent.Child itself; a parent may have default methods only
    @Dense(units = 10) Layer logits();
  }

  interface Marker {
    default int layers(int from) {
      return from;
    }
  }

  @Network(input = {1, 8, 8})
  interface Marked extends Marker {
    @Dense(units = 10) Layer logits();
  }
}
