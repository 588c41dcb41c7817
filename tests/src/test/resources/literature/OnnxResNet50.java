package literature;

import dev.conform.dsl.*;
import dev.conform.examples.resnet.ResNet50;
import dev.conform.runtime.Layer;

/** The network of ONNX flattens in a step of its own and ends in probabilities. */
@Network(input = {3, 224, 224})
interface OnnxResNet50 extends ResNet50 {
  @Override @GlobalPool @Flatten Layer pool();

  @Override @Dense(units = 1000) @Softmax Layer fc();
}
