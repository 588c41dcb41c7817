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
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link Dropouts}, compiled.
 *
 * <pre>
 * layer      operation                output  parameters   MACs  receptive field
 * input                                1×8×8
 * corrupted  dropout 0.2               1×8×8                                 1×1
 * conv       conv 3×3 (direct), relu   4×6×6          40  1,296              3×3
 *            dropout 0.5               4×6×6                                 3×3
 * hidden     dense                        16       2,320  2,304              all
 *            silu                         16                                 all
 *            dropout 0.25                 16                                 all
 * scores     dense                         3          51     48              all
 * total                                            2,411  3,648
 *
 * memory for training 2.4 KiB an image, for inference only 0.8 KiB an image and 0.0 KiB of prepared parameters, workspace 9.2 KiB a worker and 0.0 KiB for all
 * a training step moves 9.4 KiB an image and 28.0 KiB of parameters between kernels and memory, inference 3.4 KiB an image and 9.4 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "corrupted",
    "conv",
    "hidden",
    "scores"
})
public final class DropoutsModel extends Model implements Dropouts {
  private static final Blueprint NETWORK = new Blueprint(
      "Dropouts",
      Shape.image(1, 8, 8), // input
      Shape.units(3), // output
      false, // whether the output is probabilities
      2_448, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      608, // of activations and gradients of one image
      208, // of activations of one image, for inference only
      2_352, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d CONV = Conv2d.of(1, 8, 8).filters(4).kernel(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final boolean OVERWRITE = false;

  private final Tensor corrupted;

  private final Tensor input;

  private final Tensor convWeight;

  private final Tensor dConvWeight;

  private final Tensor convBias;

  private final Tensor dConvBias;

  private final Tensor convConv;

  private final Tensor conv;

  private final Tensor hiddenWeight;

  private final Tensor dHiddenWeight;

  private final Tensor hiddenBias;

  private final Tensor dHiddenBias;

  private final Tensor hiddenDense;

  private final Tensor hiddenSilu;

  private final Tensor hidden;

  private final Tensor scoresWeight;

  private final Tensor dScoresWeight;

  private final Tensor scoresBias;

  private final Tensor dScoresBias;

  private final Tensor scores;

  private final Tensor dScores;

  private final Tensor dHidden;

  private final Tensor dConv;

  private DropoutsModel(ModelBuilder<DropoutsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // corrupted
    corrupted = b.activation(496, 144, 64);
    input = b.activation(432, 144, 64);
    b.layer("corrupted", Shape.image(1, 8, 8), corrupted);

    // conv
    convWeight = b.parameter("conv.weight", Packing.conv(CONV), Init.fanIn(CONV.patch()));
    dConvWeight = b.parameterGradient("conv.weight");
    convBias = b.parameter("conv.bias", Packing.vector(Shape.units(4)), Init.fanIn(CONV.patch()));
    dConvBias = b.parameterGradient("conv.bias");
    convConv = b.activation(0, 0, 144);
    conv = b.activation(144, 0, 144);
    b.layer("conv", Shape.image(4, 6, 6), conv);

    // hidden
    hiddenWeight = b.parameter("hidden.weight", Packing.dense(16, Shape.image(4, 6, 6)),
        Init.fanIn(144));
    dHiddenWeight = b.parameterGradient("hidden.weight");
    hiddenBias = b.parameter("hidden.bias", Packing.vector(Shape.units(16)), Init.fanIn(144));
    dHiddenBias = b.parameterGradient("hidden.bias");
    hiddenDense = b.activation(288, 144, 16);
    hiddenSilu = b.activation(304, 144, 16);
    hidden = b.activation(560, 144, 16);
    b.layer("hidden", Shape.units(16), hidden);

    // scores
    scoresWeight = b.parameter("scores.weight", Packing.dense(3, Shape.units(16)), Init.fanIn(16));
    dScoresWeight = b.parameterGradient("scores.weight");
    scoresBias = b.parameter("scores.bias", Packing.vector(Shape.units(3)), Init.fanIn(16));
    dScoresBias = b.parameterGradient("scores.bias");
    scores = b.activation(592, 0, 3);
    b.layer("scores", Shape.units(3), scores);
    dScores = b.gradient(304, 3);
    dHidden = b.gradient(576, 16);
    dConv = b.gradient(288, 144);
    bound(input, scores, dScores);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<DropoutsModel> builder() {
    return new ModelBuilder<>(DropoutsModel::new);
  }

  @Override
  public Layer corrupted() {
    return layer(0);
  }

  @Override
  public Layer conv() {
    return layer(1);
  }

  @Override
  public Layer hidden() {
    return layer(2);
  }

  @Override
  public Layer scores() {
    return layer(3);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    corruptedForward(mode, batch);
    convForward(mode, batch);
    hiddenForward(mode, batch);
    scoresForward(batch);
  }

  @Override
  protected void backward(int batch) {
    scoresBackward(batch);
    hiddenBackward(batch);
    convBackward(batch);
  }

  /**
   * dropout 0.2: 1×8×8 → 1×8×8.
   * Overwrites corrupted.
   */
  private void corruptedForward(Mode mode, int batch) {
    step(0);
    if (mode == Mode.TRAINING) {
      kernels.dropoutForward(corrupted, input, 0.2f, dropoutSeed(0), 64, batch);
    } else {
      kernels.activationForward(corrupted, input, Activation.IDENTITY, 0f, 64, batch);
    }
  }

  /**
   * conv 3×3 (direct), relu, dropout 0.5: 1×8×8 → 4×6×6.
   * Overwrites convConv and conv.
   */
  private void convForward(Mode mode, int batch) {
    step(1);
    kernels.conv2dForward(convConv, corrupted, convWeight, convBias, CONV, Activation.RELU, 0f,
        batch);
    step(2);
    if (mode == Mode.TRAINING) {
      kernels.dropoutForward(conv, convConv, 0.5f, dropoutSeed(1), 144, batch);
    } else {
      kernels.activationForward(conv, convConv, Activation.IDENTITY, 0f, 144, batch);
    }
  }

  /**
   * dense, silu, dropout 0.25: 4×6×6 → 16.
   * Overwrites hiddenDense, hiddenSilu and hidden.
   */
  private void hiddenForward(Mode mode, int batch) {
    step(3);
    kernels.denseForward(hiddenDense, conv, hiddenWeight, hiddenBias, 144, 16, Activation.IDENTITY,
        0f, batch);
    step(4);
    kernels.activationForward(hiddenSilu, hiddenDense, Activation.SILU, 0f, 16, batch);
    step(5);
    if (mode == Mode.TRAINING) {
      kernels.dropoutForward(hidden, hiddenSilu, 0.25f, dropoutSeed(2), 16, batch);
    } else {
      kernels.activationForward(hidden, hiddenSilu, Activation.IDENTITY, 0f, 16, batch);
    }
  }

  /**
   * dense: 16 → 3.
   * Overwrites scores.
   */
  private void scoresForward(int batch) {
    step(6);
    kernels.denseForward(scores, hidden, scoresWeight, scoresBias, 16, 3, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * Overwrites dScoresWeight, dScoresBias and dHidden.
   */
  private void scoresBackward(int batch) {
    step(6);
    kernels.denseBackwardWeight(dScoresWeight, dScoresBias, dScores, hidden, 16, 3, batch);
    kernels.denseBackwardInput(dHidden, dScores, scoresWeight, 16, 3, OVERWRITE, batch);
  }

  /**
   * Overwrites dHidden, dHiddenWeight, dHiddenBias and dConv.
   */
  private void hiddenBackward(int batch) {
    step(5);
    kernels.dropoutBackward(dHidden, dHidden, 0.25f, dropoutSeed(2), 16, OVERWRITE, batch);
    step(4);
    kernels.activationBackward(dHidden, dHidden, hiddenDense, Activation.SILU, 0f, 16, OVERWRITE,
        batch);
    step(3);
    kernels.denseBackwardWeight(dHiddenWeight, dHiddenBias, dHidden, conv, 144, 16, batch);
    kernels.denseBackwardInput(dConv, dHidden, hiddenWeight, 144, 16, OVERWRITE, batch);
  }

  /**
   * Overwrites dConv, dConvWeight and dConvBias.
   */
  private void convBackward(int batch) {
    step(2);
    kernels.dropoutBackward(dConv, dConv, 0.5f, dropoutSeed(1), 144, OVERWRITE, batch);
    step(1);
    kernels.activationBackward(dConv, dConv, convConv, Activation.RELU, 0f, 144, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dConvWeight, dConvBias, dConv, corrupted, CONV, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("corrupted", "dropout 0.2").forward(0, 128, 0);
    plan.step("conv", "conv 3×3 (direct), relu").forward(1_296, 208, 40).backward(1_296, 784, 40);
    plan.step("conv", "dropout 0.5").forward(0, 288, 0).backward(0, 288, 0);
    plan.step("hidden", "dense").forward(2_304, 160, 2_320).backward(4_608, 336, 4_624);
    plan.step("hidden", "silu").forward(0, 32, 0).backward(0, 48, 0);
    plan.step("hidden", "dropout 0.25").forward(0, 32, 0).backward(0, 32, 0);
    plan.step("scores", "dense").forward(48, 19, 51).backward(96, 41, 99);
  }
}
