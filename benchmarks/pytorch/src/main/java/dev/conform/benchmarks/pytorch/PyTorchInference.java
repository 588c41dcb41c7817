package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import java.io.IOException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Inference with a module that was optimised for it. */
@SuppressWarnings("try") // scopes are there for what they release
final class PyTorchInference implements Engine {

  /** Holds for the thread that made it, which is the one that runs the engine. */
  private final NoGradGuard guard = new NoGradGuard();

  private final JitModule module;
  private final Tensor images;

  PyTorchInference(NetworkTask task, Setting setting) throws IOException {
    JitModule plain = Modules.of(task, setting.layout());
    plain.eval();
    module =
        switch (setting.optimisation()) {
          case NONE -> plain;
          case FREEZE -> torch.freeze(plain);
          case OPTIMIZE_FOR_INFERENCE -> torch.optimize_for_inference(plain);
        };
    images = Modules.images(task, setting.layout());
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      Modules.forward(module, images);
    }
  }

  @Override
  public float[] scores() {
    try (PointerScope scope = new PointerScope()) {
      return Modules.values(Modules.forward(module, images));
    }
  }

  @Override
  public void close() {
    images.close();
    module.close();
    guard.close();
  }
}
