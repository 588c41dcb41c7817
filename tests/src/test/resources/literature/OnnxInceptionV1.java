package literature;

import dev.conform.dsl.*;
import dev.conform.examples.googlenet.GoogLeNet;
import dev.conform.examples.googlenet.Inception;
import dev.conform.runtime.Layer;

/** The network of ONNX drops incomplete windows, so that its maps are smaller; the last pool pads behind them. */
@Network(input = {3, 224, 224})
@SuppressWarnings("conform:BorderDropped")
interface OnnxInceptionV1 extends GoogLeNet {
  @Override
  @Conv(filters = 64, kernel = 7, stride = 2, padding = 3) @Relu @Pool(size = 3, stride = 2) @LocalResponseNorm
  Layer conv1();

  @Override
  @Conv(filters = 192, kernel = 3, padding = 1) @Relu @LocalResponseNorm @Pool(size = 3, stride = 2)
  Layer conv2();

  @Override
  @Use(block = Inception.class, dims = {128, 128, 192, 32, 96, 64}) @Pool(size = 3, stride = 2)
  Layer inception3b();

  @Override
  @Use(block = Inception.class, dims = {256, 160, 320, 32, 128, 128}) @Pool(size = 3, stride = 2)
  Layer inception4e();

  @Override
  @Pool(mode = PoolMode.AVERAGE, size = 7, stride = 1, padding = {0, 0, 1, 1}) @Dropout(0.4) @Flatten
  Layer pool();

  @Override @Dense(units = 1000) @Softmax Layer fc();
}
