package literature;

import dev.conform.dsl.*;
import dev.conform.examples.vgg.Conv3;
import dev.conform.examples.vgg.Vgg19;
import dev.conform.runtime.Layer;

/** The network of ONNX flattens in a step of its own and ends in probabilities. */
@Network(input = {3, 224, 224})
@SuppressWarnings("conform:DenseDominates")
interface OnnxVgg19 extends Vgg19 {
  @Override @Use(block = Conv3.class, width = 512, repeat = 4) @Pool(size = 2) @Flatten Layer stage5();

  @Override @Dense(units = 1000) @Softmax Layer fc8();
}
