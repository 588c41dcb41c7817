package literature;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

/** The network of ONNX: images of 224×224, and the last pool pads behind them. */
@Network(input = {3, 224, 224})
@SuppressWarnings({"conform:BorderDropped", "conform:DenseDominates"})
interface OnnxAlexNet {
  @Conv(filters = 96, kernel = 11, stride = 4) @Relu @LocalResponseNorm @Pool(size = 3, stride = 2) Layer c1();

  @Conv(filters = 256, kernel = 5, padding = 2, groups = 2) @Relu @LocalResponseNorm @Pool(size = 3, stride = 2) Layer c2();

  @Conv(filters = 384, kernel = 3, padding = 1) @Relu Layer c3();

  @Conv(filters = 384, kernel = 3, padding = 1, groups = 2) @Relu Layer c4();

  @Conv(filters = 256, kernel = 3, padding = 1, groups = 2)
  @Relu
  @Pool(size = 3, stride = 2, padding = {0, 0, 1, 1})
  @Flatten
  Layer c5();

  @Dense(units = 4096) @Relu @Dropout Layer fc6();

  @Dense(units = 4096) @Relu @Dropout Layer fc7();

  @Dense(units = 1000) @Softmax Layer fc8();
}
