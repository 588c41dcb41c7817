package sample;

import dev.conform.dsl.LayerOrder;
import dev.conform.runtime.Binding;
import dev.conform.runtime.Blueprint;
import dev.conform.runtime.Init;
import dev.conform.runtime.Layer;
import dev.conform.runtime.Mode;
import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Packing;
import dev.conform.runtime.Plan;
import dev.conform.runtime.Shape;
import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link LeNet5}, compiled.
 *
 * <pre>
 * layer   operation                  output  parameters     MACs  receptive field
 * input                             1×32×32
 * c1      conv 5×5 (direct), relu   6×28×28         156  117,600              5×5
 *         max pool 2×2              6×14×14                                   6×6
 * c3      conv 5×5 (direct), relu  16×10×10       2,416  240,000            14×14
 *         max pool 2×2               16×5×5                                 16×16
 * f5      dense, relu                   120      48,120   48,000              all
 * f6      dense, relu                    84      10,164   10,080              all
 * logits  dense                          10         850      840              all
 * total                                          61,706  416,520
 *
 * memory for training 57.1 KiB an image, for inference only 8.6 KiB an image and 10.0 KiB of prepared parameters, workspace 165.6 KiB a worker and 0.0 KiB for all
 * a training step moves 262.5 KiB an image and 721.6 KiB of parameters between kernels and memory, inference 17.9 KiB an image and 241.0 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "c1",
    "c3",
    "f5",
    "f6",
    "logits"
})
public final class LeNet5Model extends Model implements LeNet5 {
  private static final Blueprint NETWORK = new Blueprint(
      "LeNet5",
      Shape.image(1, 32, 32), // input
      Shape.units(10), // output
      false, // whether the output is probabilities
      61_760, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      14_624, // of activations and gradients of one image
      2_208, // of activations of one image, for inference only
      42_400, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d C1 = Conv2d.of(1, 32, 32).filters(6).kernel(5, 5)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d C1_POOL = Pool2d.of(6, 28, 28).size(2, 2).stride(2, 2).output(14, 14);

  private static final Conv2d C3 = Conv2d.of(6, 14, 14).filters(16).kernel(5, 5)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d C3_POOL = Pool2d.of(16, 10, 10).size(2, 2).stride(2, 2).output(5, 5);

  private static final boolean OVERWRITE = false;

  private final Tensor c1Weight;

  private final Tensor dC1Weight;

  private final Tensor c1Bias;

  private final Tensor dC1Bias;

  private final Tensor c1Conv;

  private final Tensor input;

  private final Prepared c1ConvPrepared;

  private final Tensor c1;

  private final Tensor c1Argmax;

  private final Tensor c3Weight;

  private final Tensor dC3Weight;

  private final Tensor c3Bias;

  private final Tensor dC3Bias;

  private final Tensor c3Conv;

  private final Prepared c3ConvPrepared;

  private final Tensor c3;

  private final Tensor c3Argmax;

  private final Tensor f5Weight;

  private final Tensor dF5Weight;

  private final Tensor f5Bias;

  private final Tensor dF5Bias;

  private final Tensor f5;

  private final Tensor f6Weight;

  private final Tensor dF6Weight;

  private final Tensor f6Bias;

  private final Tensor dF6Bias;

  private final Tensor f6;

  private final Tensor logitsWeight;

  private final Tensor dLogitsWeight;

  private final Tensor logitsBias;

  private final Tensor dLogitsBias;

  private final Tensor logits;

  private final Tensor dLogits;

  private final Tensor dF6;

  private final Tensor dF5;

  private final Tensor dC3;

  private final Tensor dC3Conv;

  private final Tensor dC1;

  private final Tensor dC1Conv;

  private LeNet5Model(ModelBuilder<LeNet5Model> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // c1
    c1Weight = b.parameter("c1.weight", Packing.conv(C1), Init.fanIn(C1.patch()));
    dC1Weight = b.parameterGradient("c1.weight");
    c1Bias = b.parameter("c1.bias", Packing.vector(Shape.units(6)), Init.fanIn(C1.patch()));
    dC1Bias = b.parameterGradient("c1.bias");
    c1Conv = b.activation(0, -1, 4_704);
    input = b.activation(12_960, 1_184, 1_024);
    c1ConvPrepared = b.prepared(C1);
    c1 = b.activation(9_408, 0, 1_176);
    c1Argmax = b.activation(10_592, -1, 1_176);
    b.layer("c1", Shape.image(6, 14, 14), c1);

    // c3
    c3Weight = b.parameter("c3.weight", Packing.conv(C3), Init.fanIn(C3.patch()));
    dC3Weight = b.parameterGradient("c3.weight");
    c3Bias = b.parameter("c3.bias", Packing.vector(Shape.units(16)), Init.fanIn(C3.patch()));
    dC3Bias = b.parameterGradient("c3.bias");
    c3Conv = b.activation(4_704, -1, 1_600);
    c3ConvPrepared = b.prepared(C3);
    c3 = b.activation(13_984, 1_184, 400);
    c3Argmax = b.activation(7_904, -1, 400);
    b.layer("c3", Shape.image(16, 5, 5), c3);

    // f5
    f5Weight = b.parameter("f5.weight", Packing.dense(120, Shape.image(16, 5, 5)), Init.fanIn(400));
    dF5Weight = b.parameterGradient("f5.weight");
    f5Bias = b.parameter("f5.bias", Packing.vector(Shape.units(120)), Init.fanIn(400));
    dF5Bias = b.parameterGradient("f5.bias");
    f5 = b.activation(14_384, 0, 120);
    b.layer("f5", Shape.units(120), f5);

    // f6
    f6Weight = b.parameter("f6.weight", Packing.dense(84, Shape.units(120)), Init.fanIn(120));
    dF6Weight = b.parameterGradient("f6.weight");
    f6Bias = b.parameter("f6.bias", Packing.vector(Shape.units(84)), Init.fanIn(120));
    dF6Bias = b.parameterGradient("f6.bias");
    f6 = b.activation(14_512, 128, 84);
    b.layer("f6", Shape.units(84), f6);

    // logits
    logitsWeight = b.parameter("logits.weight", Packing.dense(10, Shape.units(84)), Init.fanIn(84));
    dLogitsWeight = b.parameterGradient("logits.weight");
    logitsBias = b.parameter("logits.bias", Packing.vector(Shape.units(10)), Init.fanIn(84));
    dLogitsBias = b.parameterGradient("logits.bias");
    logits = b.activation(14_608, 0, 10);
    b.layer("logits", Shape.units(10), logits);
    dLogits = b.gradient(6_304, 10);
    dF6 = b.gradient(6_432, 84);
    dF5 = b.gradient(6_304, 120);
    dC3 = b.gradient(8_304, 400);
    dC3Conv = b.gradient(6_304, 1_600);
    dC1 = b.gradient(11_776, 1_176);
    dC1Conv = b.gradient(4_704, 4_704);
    bound(input, logits, dLogits);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<LeNet5Model> builder() {
    return new ModelBuilder<>(LeNet5Model::new);
  }

  @Override
  public Layer c1() {
    return layer(0);
  }

  @Override
  public Layer c3() {
    return layer(1);
  }

  @Override
  public Layer f5() {
    return layer(2);
  }

  @Override
  public Layer f6() {
    return layer(3);
  }

  @Override
  public Layer logits() {
    return layer(4);
  }

  @Override
  protected void prepare() {
    kernels.conv2dPrepare(c1ConvPrepared, c1Weight, c1Bias, C1);
    kernels.conv2dPrepare(c3ConvPrepared, c3Weight, c3Bias, C3);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    c1Forward(mode, batch);
    c3Forward(mode, batch);
    f5Forward(batch);
    f6Forward(batch);
    logitsForward(batch);
  }

  @Override
  protected void backward(int batch) {
    logitsBackward(batch);
    f6Backward(batch);
    f5Backward(batch);
    c3Backward(batch);
    c1Backward(batch);
  }

  /**
   * conv 5×5 (direct), relu, max pool 2×2: 1×32×32 → 6×14×14.
   * Overwrites c1Conv, c1 and c1Argmax.
   */
  private void c1Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(0);
      kernels.conv2dForward(c1Conv, input, c1Weight, c1Bias, C1, Activation.RELU, 0f, batch);
      step(1);
      kernels.maxPoolForward(c1, c1Argmax, c1Conv, C1_POOL, batch);
    } else {
      step(1);
      kernels.conv2dMaxPoolForwardPrepared(c1, input, c1ConvPrepared, C1, Activation.RELU, 0f,
          C1_POOL, batch);
    }
  }

  /**
   * conv 5×5 (direct), relu, max pool 2×2: 6×14×14 → 16×5×5.
   * Overwrites c3Conv, c3 and c3Argmax.
   */
  private void c3Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(2);
      kernels.conv2dForward(c3Conv, c1, c3Weight, c3Bias, C3, Activation.RELU, 0f, batch);
      step(3);
      kernels.maxPoolForward(c3, c3Argmax, c3Conv, C3_POOL, batch);
    } else {
      step(3);
      kernels.conv2dMaxPoolForwardPrepared(c3, c1, c3ConvPrepared, C3, Activation.RELU, 0f, C3_POOL,
          batch);
    }
  }

  /**
   * dense, relu: 16×5×5 → 120.
   * Overwrites f5.
   */
  private void f5Forward(int batch) {
    step(4);
    kernels.denseForward(f5, c3, f5Weight, f5Bias, 400, 120, Activation.RELU, 0f, batch);
  }

  /**
   * dense, relu: 120 → 84.
   * Overwrites f6.
   */
  private void f6Forward(int batch) {
    step(5);
    kernels.denseForward(f6, f5, f6Weight, f6Bias, 120, 84, Activation.RELU, 0f, batch);
  }

  /**
   * dense: 84 → 10.
   * Overwrites logits.
   */
  private void logitsForward(int batch) {
    step(6);
    kernels.denseForward(logits, f6, logitsWeight, logitsBias, 84, 10, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * Overwrites dLogitsWeight, dLogitsBias and dF6.
   */
  private void logitsBackward(int batch) {
    step(6);
    kernels.denseBackwardWeight(dLogitsWeight, dLogitsBias, dLogits, f6, 84, 10, batch);
    kernels.denseBackwardInput(dF6, dLogits, logitsWeight, 84, 10, OVERWRITE, batch);
  }

  /**
   * Overwrites dF6, dF6Weight, dF6Bias and dF5.
   */
  private void f6Backward(int batch) {
    step(5);
    kernels.activationBackward(dF6, dF6, f6, Activation.RELU, 0f, 84, OVERWRITE, batch);
    kernels.denseBackwardWeight(dF6Weight, dF6Bias, dF6, f5, 120, 84, batch);
    kernels.denseBackwardInput(dF5, dF6, f6Weight, 120, 84, OVERWRITE, batch);
  }

  /**
   * Overwrites dF5, dF5Weight, dF5Bias and dC3.
   */
  private void f5Backward(int batch) {
    step(4);
    kernels.activationBackward(dF5, dF5, f5, Activation.RELU, 0f, 120, OVERWRITE, batch);
    kernels.denseBackwardWeight(dF5Weight, dF5Bias, dF5, c3, 400, 120, batch);
    kernels.denseBackwardInput(dC3, dF5, f5Weight, 400, 120, OVERWRITE, batch);
  }

  /**
   * Overwrites dC3Conv, dC3Weight, dC3Bias and dC1.
   */
  private void c3Backward(int batch) {
    step(3);
    kernels.maxPoolBackward(dC3Conv, dC3, c3Argmax, C3_POOL, OVERWRITE, batch);
    step(2);
    kernels.activationBackward(dC3Conv, dC3Conv, c3Conv, Activation.RELU, 0f, 1_600, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dC3Weight, dC3Bias, dC3Conv, c1, C3, batch);
    kernels.conv2dBackwardInput(dC1, dC3Conv, c3Weight, C3, OVERWRITE, batch);
  }

  /**
   * Overwrites dC1Conv, dC1Weight and dC1Bias.
   */
  private void c1Backward(int batch) {
    step(1);
    kernels.maxPoolBackward(dC1Conv, dC1, c1Argmax, C1_POOL, OVERWRITE, batch);
    step(0);
    kernels.activationBackward(dC1Conv, dC1Conv, c1Conv, Activation.RELU, 0f, 4_704, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dC1Weight, dC1Bias, dC1Conv, input, C1, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("c1", "conv 5×5 (direct), relu").training(117_600, 5_728, 156)
        .backward(117_600, 24_544, 156);
    plan.step("c1", "max pool 2×2").training(0, 7_056, 0).backward(0, 7_056, 0)
        .inference("conv 5×5 (direct), relu, max pool 2×2", 117_600, 2_200, 156);
    plan.step("c3", "conv 5×5 (direct), relu").training(240_000, 2_776, 2_416)
        .backward(480_000, 11_952, 4_816);
    plan.step("c3", "max pool 2×2").training(0, 2_400, 0).backward(0, 2_400, 0)
        .inference("conv 5×5 (direct), relu, max pool 2×2", 240_000, 1_576, 2_416);
    plan.step("f5", "dense, relu").forward(48_000, 520, 48_120).backward(96_000, 1_520, 96_120);
    plan.step("f6", "dense, relu").forward(10_080, 204, 10_164).backward(20_160, 744, 20_244);
    plan.step("logits", "dense").forward(840, 94, 850).backward(1_680, 198, 1_690);
  }
}
