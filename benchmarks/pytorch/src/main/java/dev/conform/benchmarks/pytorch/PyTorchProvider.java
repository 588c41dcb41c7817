package dev.conform.benchmarks.pytorch;

import dev.conform.benchmarks.ConvolutionTask;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.EngineProvider;
import dev.conform.benchmarks.NetworkTask;
import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Opens TorchScript modules. */
public final class PyTorchProvider implements EngineProvider {

  /** Made as a service. */
  public PyTorchProvider() {}

  @Override
  public String version() {
    return "PyTorch %d.%d.%d, official libtorch"
        .formatted(torch.TORCH_VERSION_MAJOR, torch.TORCH_VERSION_MINOR, torch.TORCH_VERSION_PATCH);
  }

  @Override
  public List<String> settings(NetworkTask task) {
    List<Setting> settings =
        task.mode() == NetworkTask.Mode.TRAINING ? Setting.ofTraining() : Setting.ofInference();
    return settings.stream().map(Setting::toString).toList();
  }

  @Override
  public Engine open(NetworkTask task, String setting) throws IOException {
    torch.set_num_threads(task.threads());
    torch.manual_seed(1);
    return switch (task.mode()) {
      case TRAINING -> new PyTorchTraining(task, Setting.parse(setting));
      case INFERENCE -> new PyTorchInference(task, Setting.parse(setting));
    };
  }

  @Override
  public List<String> settings(ConvolutionTask task) {
    return Setting.ofTraining().stream().map(Setting::toString).toList();
  }

  @Override
  public Engine open(ConvolutionTask task, String setting) {
    torch.set_num_threads(task.threads());
    return new PyTorchConvolution(task, Setting.parse(setting).layout());
  }
}
