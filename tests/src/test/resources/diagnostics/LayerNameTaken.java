package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class LayerNameTaken {
  @Network(input = {1, 8, 8})
  interface Names {
    @Relu Layer close();
//              ^ error: [Conform/LayerNameTaken] close() is already a method of every Model
//     Rename it, for example to closeLayer

    @Relu Layer hashCode2();

    @Relu Layer parameters();
//              ^ error: [Conform/LayerNameTaken] parameters() is already a method of every Model
//     Rename it, for example to parametersLayer

    @Relu Layer output();
//              ^ error: [Conform/LayerNameTaken] output() is already a method of every Model
//     Rename it, for example to outputLayer

    @Relu Layer builder();
//              ^ error: [Conform/LayerNameTaken] builder() is already a method of every generated class
//     Rename it, for example to builderLayer

    @Relu Layer batchSize();
//              ^ error: [Conform/LayerNameTaken] batchSize() is already a method of every Model
//     Rename it, for example to batchSizeLayer

    default Layer outputShape() {
//                ^ error: [Conform/LayerNameTaken] outputShape() is already a method of every Model
//     Rename it, for example to outputShapeLayer
      return logits();
    }

    @Dense(units = 10) Layer logits();
  }
}
