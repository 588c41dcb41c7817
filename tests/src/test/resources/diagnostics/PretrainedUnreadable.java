// options: -Aconform.pretrained=src/test/resources/weights
package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class PretrainedUnreadable {
  @Network(input = {3, 32, 32})
  @Pretrained("nowhere.safetensors")
//            ^ error: [Conform/PretrainedUnreadable] PretrainedUnreadable.Missing: nowhere.safetensors cannot be read as a safetensors file
//     nowhere.safetensors: looked for it in src/test/resources/weights, the class output, the class path and the source path
//     Put it among the resources, or name its directory: -Aconform.pretrained=weights
  interface Missing {
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  @Pretrained("broken.safetensors")
//            ^ error: [Conform/PretrainedUnreadable] PretrainedUnreadable.Broken: broken.safetensors cannot be read as a safetensors file
//     its header would be 1099511627776 bytes long
//     Put it among the resources, or name its directory: -Aconform.pretrained=weights
  interface Broken {
    @Dense(units = 10) Layer logits();
  }
}
