package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.WeightFile;
import java.io.IOException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolType;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** Makes TorchScript modules and their inputs. */
@SuppressWarnings("try") // scopes are there for what they release
final class Modules {

  private Modules() {}

  /** Compiles a network, with its weights as parameters and its statistics as buffers. */
  static JitModule of(NetworkTask task, Setting.Layout layout) throws IOException {
    JitModule module =
        new JitModule(
            new QualifiedName("__torch__." + task.network().title()), new CompilationUnit(), false);
    // freeze and eval look for this attribute.
    module.register_attribute("training", new Type.TypePtr(BoolType.get().get()), new IValue(true));
    try (WeightFile weights = new WeightFile(task.weights())) {
      for (WeightFile.Entry entry : weights.entries()) {
        String attribute = TorchScriptWriter.attribute(entry.name());
        // The module keeps the tensors; what else was made on the way is released at once.
        try (PointerScope scope = new PointerScope()) {
          FloatPointer values = new FloatPointer(weights.values(entry));
          Tensor copy = torch.from_blob(values, entry.dimensions()).clone();
          Tensor tensor = entry.dimensions().length == 4 ? laidOut(copy, layout) : copy;
          if (entry.isStatistic()) {
            module.register_buffer(attribute, tensor);
          } else {
            module.register_parameter(attribute, tensor.set_requires_grad(true), false);
          }
        }
      }
      module.define(TorchScriptWriter.write(task.network(), weights));
    }
    return module;
  }

  static Tensor images(NetworkTask task, Setting.Layout layout) {
    return laidOut(Tensor.create(task.images(), task.network().shape(task.batch())), layout);
  }

  static Tensor laidOut(Tensor tensor, Setting.Layout layout) {
    return layout == Setting.Layout.CHANNELS_LAST
        ? tensor.contiguous(torch.MemoryFormat.ChannelsLast)
        : tensor;
  }

  static Tensor forward(JitModule module, Tensor images) {
    return module.forward(new IValueVector(new IValue(images))).toTensor();
  }

  static float[] values(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    new FloatPointer(tensor.contiguous().data_ptr()).get(values);
    return values;
  }
}
