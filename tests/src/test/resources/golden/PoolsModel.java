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
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link Pools}, compiled.
 *
 * <pre>
 * layer               operation                                                   output  parameters   MACs  receptive field
 * input                                                                          2×31×23
 * beforeAnyParameter  max pool 2×2                                               2×15×11                                 2×2
 * conv                conv 3×3 (direct)                                           4×13×9          76  8,424              6×6
 * overlapping         max pool 3×3 stride 1×2 padding 1 ceil                      4×13×5                               10×10
 * average             average pool 2×3 stride 1 padding 1×0 padding not counted   4×14×3                               12×18
 * scores              global average pool                                          4×1×1                                 all
 *                     dense                                                            3          15     12              all
 * total                                                                                           91  8,436
 *
 * memory for training 14.6 KiB an image, for inference only 6.9 KiB an image and 0.0 KiB of prepared parameters, workspace 18.3 KiB a worker and 0.0 KiB for all
 * a training step moves 28.3 KiB an image and 0.8 KiB of parameters between kernels and memory, inference 14.8 KiB an image and 0.4 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "beforeAnyParameter",
    "conv",
    "overlapping",
    "average",
    "scores"
})
public final class PoolsModel extends Model implements Pools {
  private static final Blueprint NETWORK = new Blueprint(
      "Pools",
      Shape.image(2, 31, 23), // input
      Shape.units(3), // output
      false, // whether the output is probabilities
      128, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      3_744, // of activations and gradients of one image
      1_776, // of activations of one image, for inference only
      4_688, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Pool2d BEFORE_ANY_PARAMETER = Pool2d.of(2, 31, 23).size(2, 2).stride(2, 2)
      .output(15, 11);

  private static final Conv2d CONV = Conv2d.of(2, 15, 11).filters(4).kernel(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d OVERLAPPING = Pool2d.of(4, 13, 9).size(3, 3).stride(1, 2)
      .padding(1, 1, 1, 1).output(13, 5);

  private static final Pool2d AVERAGE = Pool2d.of(4, 13, 5).size(2, 3).padding(1, 0, 1, 0)
      .output(14, 3).ignorePadding();

  private static final Pool2d SCORES = Pool2d.global(4, 14, 3);

  private static final boolean OVERWRITE = false;

  private final Tensor beforeAnyParameter;

  private final Tensor input;

  private final Tensor beforeAnyParameterArgmax;

  private final Tensor convWeight;

  private final Tensor dConvWeight;

  private final Tensor convBias;

  private final Tensor dConvBias;

  private final Tensor conv;

  private final Tensor overlapping;

  private final Tensor overlappingArgmax;

  private final Tensor average;

  private final Tensor scoresPool;

  private final Tensor scoresWeight;

  private final Tensor dScoresWeight;

  private final Tensor scoresBias;

  private final Tensor dScoresBias;

  private final Tensor scores;

  private final Tensor dScores;

  private final Tensor dScoresPool;

  private final Tensor dAverage;

  private final Tensor dOverlapping;

  private final Tensor dConv;

  private PoolsModel(ModelBuilder<PoolsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // beforeAnyParameter
    beforeAnyParameter = b.activation(2_400, 1_440, 330);
    input = b.activation(0, 0, 1_426);
    beforeAnyParameterArgmax = b.activation(1_440, -1, 330);
    b.layer("beforeAnyParameter", Shape.image(2, 15, 11), beforeAnyParameter);

    // conv
    convWeight = b.parameter("conv.weight", Packing.conv(CONV), Init.fanIn(CONV.patch()));
    dConvWeight = b.parameterGradient("conv.weight");
    convBias = b.parameter("conv.bias", Packing.vector(Shape.units(4)), Init.fanIn(CONV.patch()));
    dConvBias = b.parameterGradient("conv.bias");
    conv = b.activation(1_440, 0, 468);
    b.layer("conv", Shape.image(4, 13, 9), conv);

    // overlapping
    overlapping = b.activation(2_736, 480, 260);
    overlappingArgmax = b.activation(3_008, -1, 260);
    b.layer("overlapping", Shape.image(4, 13, 5), overlapping);

    // average
    average = b.activation(3_552, 0, 168);
    b.layer("average", Shape.image(4, 14, 3), average);

    // scores
    scoresPool = b.activation(1_920, 176, 4);
    scoresWeight = b.parameter("scores.weight", Packing.dense(3, Shape.image(4, 1, 1)),
        Init.fanIn(4));
    dScoresWeight = b.parameterGradient("scores.weight");
    scoresBias = b.parameter("scores.bias", Packing.vector(Shape.units(3)), Init.fanIn(4));
    dScoresBias = b.parameterGradient("scores.bias");
    scores = b.activation(3_728, 0, 3);
    b.layer("scores", Shape.units(3), scores);
    dScores = b.gradient(1_936, 3);
    dScoresPool = b.gradient(2_096, 4);
    dAverage = b.gradient(1_920, 168);
    dOverlapping = b.gradient(3_280, 260);
    dConv = b.gradient(1_920, 468);
    bound(input, scores, dScores);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<PoolsModel> builder() {
    return new ModelBuilder<>(PoolsModel::new);
  }

  @Override
  public Layer beforeAnyParameter() {
    return layer(0);
  }

  @Override
  public Layer conv() {
    return layer(1);
  }

  @Override
  public Layer overlapping() {
    return layer(2);
  }

  @Override
  public Layer average() {
    return layer(3);
  }

  @Override
  public Layer scores() {
    return layer(4);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    beforeAnyParameterForward(batch);
    convForward(batch);
    overlappingForward(batch);
    averageForward(batch);
    scoresForward(batch);
  }

  @Override
  protected void backward(int batch) {
    scoresBackward(batch);
    averageBackward(batch);
    overlappingBackward(batch);
    convBackward(batch);
  }

  /**
   * max pool 2×2: 2×31×23 → 2×15×11.
   * Overwrites beforeAnyParameter and beforeAnyParameterArgmax.
   */
  private void beforeAnyParameterForward(int batch) {
    step(0);
    kernels.maxPoolForward(beforeAnyParameter, beforeAnyParameterArgmax, input,
        BEFORE_ANY_PARAMETER, batch);
  }

  /**
   * conv 3×3 (direct): 2×15×11 → 4×13×9.
   * Overwrites conv.
   */
  private void convForward(int batch) {
    step(1);
    kernels.conv2dForward(conv, beforeAnyParameter, convWeight, convBias, CONV, Activation.IDENTITY,
        0f, batch);
  }

  /**
   * max pool 3×3 stride 1×2 padding 1 ceil: 4×13×9 → 4×13×5.
   * Overwrites overlapping and overlappingArgmax.
   */
  private void overlappingForward(int batch) {
    step(2);
    kernels.maxPoolForward(overlapping, overlappingArgmax, conv, OVERLAPPING, batch);
  }

  /**
   * average pool 2×3 stride 1 padding 1×0 padding not counted: 4×13×5 → 4×14×3.
   * Overwrites average.
   */
  private void averageForward(int batch) {
    step(3);
    kernels.averagePoolForward(average, overlapping, AVERAGE, batch);
  }

  /**
   * global average pool, dense: 4×14×3 → 3.
   * Overwrites scoresPool and scores.
   */
  private void scoresForward(int batch) {
    step(4);
    kernels.averagePoolForward(scoresPool, average, SCORES, batch);
    step(5);
    kernels.denseForward(scores, scoresPool, scoresWeight, scoresBias, 4, 3, Activation.IDENTITY,
        0f, batch);
  }

  /**
   * Overwrites dScoresWeight, dScoresBias, dScoresPool and dAverage.
   */
  private void scoresBackward(int batch) {
    step(5);
    kernels.denseBackwardWeight(dScoresWeight, dScoresBias, dScores, scoresPool, 4, 3, batch);
    kernels.denseBackwardInput(dScoresPool, dScores, scoresWeight, 4, 3, OVERWRITE, batch);
    step(4);
    kernels.averagePoolBackward(dAverage, dScoresPool, SCORES, OVERWRITE, batch);
  }

  /**
   * Overwrites dOverlapping.
   */
  private void averageBackward(int batch) {
    step(3);
    kernels.averagePoolBackward(dOverlapping, dAverage, AVERAGE, OVERWRITE, batch);
  }

  /**
   * Overwrites dConv.
   */
  private void overlappingBackward(int batch) {
    step(2);
    kernels.maxPoolBackward(dConv, dOverlapping, overlappingArgmax, OVERLAPPING, OVERWRITE, batch);
  }

  /**
   * Overwrites dConvWeight and dConvBias.
   */
  private void convBackward(int batch) {
    step(1);
    kernels.conv2dBackwardWeight(dConvWeight, dConvBias, dConv, beforeAnyParameter, CONV, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("beforeAnyParameter", "max pool 2×2").training(0, 1_980, 0).inference(0, 1_650, 0);
    plan.step("conv", "conv 3×3 (direct)").forward(8_424, 798, 76).backward(8_424, 1_266, 76);
    plan.step("overlapping", "max pool 3×3 stride 1×2 padding 1 ceil").training(0, 988, 0)
        .backward(0, 988, 0).inference(0, 728, 0);
    plan.step("average", "average pool 2×3 stride 1 padding 1×0 padding not counted")
        .forward(0, 428, 0).backward(0, 428, 0);
    plan.step("scores", "global average pool").forward(0, 172, 0).backward(0, 172, 0);
    plan.step("scores", "dense").forward(12, 7, 15).backward(24, 17, 27);
  }
}
