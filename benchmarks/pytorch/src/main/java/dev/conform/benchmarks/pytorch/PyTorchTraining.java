package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.parameter_iterator;
import org.bytedeco.pytorch.parameter_list;

/** A training step of a TorchScript module. */
@SuppressWarnings("try") // scopes are there for what they release
final class PyTorchTraining implements Engine {

  private final JitModule module;
  private final Tensor images;
  private final Tensor labels;
  private final SGD optimizer;

  PyTorchTraining(NetworkTask task, Setting setting) throws IOException {
    module = Modules.of(task, setting.layout());
    module.train();
    images = Modules.images(task, setting.layout());
    labels = Tensor.create(Arrays.stream(task.labels()).asLongStream().toArray());
    TensorVector parameters = new TensorVector();
    parameter_list list = module.parameters();
    parameter_iterator end = list.end();
    for (parameter_iterator at = list.begin(); at.notEquals(end); at.increment()) {
      parameters.push_back(at.multiply());
    }
    SGDOptions options = new SGDOptions(NetworkTask.LEARNING_RATE);
    options.momentum().put(NetworkTask.MOMENTUM);
    optimizer = new SGD(parameters, options);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      Tensor loss = torch.cross_entropy_loss(Modules.forward(module, images), labels);
      loss.backward();
      optimizer.step();
      // Reading the loss ends the step, as every training loop does.
      float value = loss.item_float();
      if (!Float.isFinite(value)) {
        throw new IllegalStateException("the loss is " + value);
      }
    }
  }

  @Override
  public float[] scores() {
    module.eval();
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      return Modules.values(Modules.forward(module, images));
    } finally {
      module.train();
    }
  }

  @Override
  public void close() {
    optimizer.close();
    images.close();
    labels.close();
    module.close();
  }
}
