// options: -Aconform.pretrained=src/test/resources/weights
package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class PretrainedDiffers {
  @Network(input = {3, 32, 32})
  @Pretrained("tiny.safetensors")
//            ^ error: [Conform/PretrainedDiffers] PretrainedDiffers.Differs: 6 differences between tiny.safetensors and the network
//     stem.weight is [8, 3, 3, 3] in the file, not [16, 3, 3, 3]
//     stem.bias is [8] in the file, not [16]
//     haed.weight [10, 16] is missing from the file; did you mean head.weight?
//     haed.bias [10] is missing from the file; did you mean head.bias?
//     head.weight [10, 8] is not in the network
//     head.bias [10] is not in the network
//     Give the layers the names of the file with @Key, or use the file of this network
  interface Differs {
    @Conv(filters = 16, kernel = 3) @Relu Layer stem();

    @GlobalPool @SuppressWarnings("conform:ReceptiveFieldTooSmall") Layer pool();

    @Dense(units = 10) Layer haed();
  }

  @Network(input = {3, 32, 32})
  @SuppressWarnings("conform:ReceptiveFieldTooSmall")
  @Pretrained("tiny.safetensors")
  interface Fits {
    @Conv(filters = 8, kernel = 3) @Relu Layer stem();

    @GlobalPool Layer pool();

    @Dense(units = 10) Layer head();
  }

  @Pretrained("tiny.safetensors")
  @Freeze(upTo = "pool")
  interface NewHead extends Fits {
    @Override
    @Dense(units = 3)
    Layer head();
  }
}
