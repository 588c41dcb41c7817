package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class FromNotFirst {
  @Network(input = {3, 32, 32})
  interface Net {
    @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();

    @Conv(filters = 8, kernel = 1) @From("stem") @Relu Layer side();
//                                 ^ error: [Conform/FromNotFirst] layer side: @From says what the layer reads, but stands behind another annotation
//     Annotations are applied from left to right
//     Write @From first, or make a layer of its own of what follows

    @Relu @Input({3, 8, 8}) Layer other();
//        ^ error: [Conform/FromNotFirst] layer other: @Input says what the layer reads, but stands behind another annotation
//     Annotations are applied from left to right
//     Write @Input first, or make a layer of its own of what follows

    @From("stem") @Input({3, 8, 8}) Layer third();
//                ^ error: [Conform/FromNotFirst] layer third: @Input says what the layer reads, but stands behind another annotation
//     Annotations are applied from left to right
//     Write @Input first, or make a layer of its own of what follows

    @Input({3, 8, 8}) @Conv(filters = 8, kernel = 1) Layer inputAndMore();
  }
}
