package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class FlattenedJoins {
  @Network(input = {3, 4, 5})
  interface Joined {
    @Conv(filters = 2, kernel = 1) @Flatten Layer image();
    @Dense(units = 40) @Relu Layer units();

    @Add({"image", "units"}) Layer sum();
//  ^ error: [Conform/ShapesDiffer] layer sum: image is 2×4×5, flattened, but units is 40
//     a flattened image keeps its values pixel by pixel, and meets only images of its size
//     input 3×4×5 → image conv 2×4×5 → image flatten 40
//     input 3×4×5 → image conv 2×4×5 → image flatten 40 → units dense 40
//     Put a @Dense behind @Flatten, or join images before they are flattened

    @From("image") @Concat("units") Layer row();
//                 ^ error: [Conform/ShapesDiffer] layer row: image is 2×4×5, flattened, but units is 40
//     a flattened image keeps its values pixel by pixel, and meets only images of its size
//     input 3×4×5 → image conv 2×4×5 → image flatten 40
//     input 3×4×5 → image conv 2×4×5 → image flatten 40 → units dense 40
//     Put a @Dense behind @Flatten, or join images before they are flattened

    @Concat({"row", "sum"}) Layer out();
  }

  @Network(input = {4, 4, 5})
  interface Grouped {
    @Flatten @GroupNorm(groups = 2) Layer norm();
//           ^ error: [Conform/NotAnImage] layer norm: @GroupNorm needs an image of C×H×W, but reads 80 units in a row
//     input 4×4×5 → norm flatten 80 → norm
//     Move @GroupNorm in front of norm, where the image becomes a row
  }
}
