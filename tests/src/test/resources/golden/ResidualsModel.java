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
import dev.conform.runtime.kernel.Kernels;
import dev.conform.runtime.kernel.Pool2d;
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link Residuals}, compiled.
 *
 * <pre>
 * layer             operation                              output  parameters     MACs  receptive field
 * input                                                   3×12×10
 * stem              conv 3×3 padding 1 (direct)           8×12×10         216   25,920              3×3
 *                   batch norm, relu                      8×12×10          16                       3×3
 * stage.0.first     conv 3×3 stride 2 padding 1 (direct)   16×6×5       1,152   34,560              5×5
 *                   batch norm, relu                       16×6×5          32                       5×5
 * stage.0.second    conv 3×3 padding 1 (direct)            16×6×5       2,304   69,120              9×9
 *                   batch norm                             16×6×5          32                       9×9
 * stage.0.shortcut  conv 1×1 stride 2 (direct)             16×6×5         128    3,840              3×3
 *                   batch norm, add, relu                  16×6×5          32                       9×9
 * stage.0           add, relu in the batch norm            16×6×5                                   9×9
 * stage.1.first     conv 3×3 padding 1 (direct)            16×6×5       2,304   69,120            13×13
 *                   batch norm, relu                       16×6×5          32                     13×13
 * stage.1.second    conv 3×3 padding 1 (direct)            16×6×5       2,304   69,120            17×17
 *                   batch norm, add, relu                  16×6×5          32                     17×17
 * stage.1           add, relu in the batch norm            16×6×5                                 17×17
 * stage.2.first     conv 3×3 padding 1 (direct)            16×6×5       2,304   69,120            21×21
 *                   batch norm, relu                       16×6×5          32                     21×21
 * stage.2.second    conv 3×3 padding 1 (direct)            16×6×5       2,304   69,120            25×25
 *                   batch norm, add, relu                  16×6×5          32                     25×25
 * stage.2           add, relu in the batch norm            16×6×5                                 25×25
 * pool              global average pool                    16×1×1                                   all
 * scores            dense                                       4          68       64              all
 * total                                                                13,324  409,984
 *
 * memory for training 31.6 KiB an image, for inference only 7.5 KiB an image and 51.3 KiB of prepared parameters, workspace 153.0 KiB a worker and 0.0 KiB for all
 * activations of 9.4 KiB an image are not kept for the backward pass but computed again
 * a training step moves 278.8 KiB an image and 160.3 KiB of parameters between kernels and memory, inference 40.0 KiB an image and 51.6 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "stem",
    "stage",
    "pool",
    "scores"
})
public final class ResidualsModel extends Model implements Residuals {
  private static final Blueprint NETWORK = new Blueprint(
      "Residuals",
      Shape.image(3, 12, 10), // input
      Shape.units(4), // output
      false, // whether the output is probabilities
      13_360, // floats of parameters
      256, // of running statistics
      256, // of statistics of one batch
      8_080, // of activations and gradients of one image
      1_920, // of activations of one image, for inference only
      39_168, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d STEM = Conv2d.of(3, 12, 10).filters(8).kernel(3, 3)
      .padding(1, 1, 1, 1).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d STAGE_0_FIRST = Conv2d.of(8, 12, 10).filters(16).kernel(3, 3)
      .stride(2, 2).padding(1, 1, 1, 1).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d STAGE_0_SECOND = Conv2d.of(16, 6, 5).filters(16).kernel(3, 3)
      .padding(1, 1, 1, 1).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d STAGE_0_SHORTCUT = Conv2d.of(8, 12, 10).filters(16).kernel(1, 1)
      .stride(2, 2).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d POOL = Pool2d.global(16, 6, 5);

  private static final boolean OVERWRITE = false;

  private static final boolean ACCUMULATE = true;

  private final Tensor stemWeight;

  private final Tensor dStemWeight;

  private final Tensor stemConv;

  private final Tensor input;

  private final Tensor stemBnWeight;

  private final Tensor dStemBnWeight;

  private final Tensor stemBnBias;

  private final Tensor dStemBnBias;

  private final Tensor stemBnRunningMean;

  private final Tensor stemBnRunningVar;

  private final Tensor stemNormBatchMean;

  private final Tensor stemNormBatchInvStd;

  private final Prepared stemConvPrepared;

  private final Tensor stem;

  private final Tensor stage_0FirstWeight;

  private final Tensor dStage_0FirstWeight;

  private final Tensor stage_0FirstConv;

  private final Tensor stage_0FirstBnWeight;

  private final Tensor dStage_0FirstBnWeight;

  private final Tensor stage_0FirstBnBias;

  private final Tensor dStage_0FirstBnBias;

  private final Tensor stage_0FirstBnRunningMean;

  private final Tensor stage_0FirstBnRunningVar;

  private final Tensor stage_0FirstNormBatchMean;

  private final Tensor stage_0FirstNormBatchInvStd;

  private final Prepared stage_0FirstConvPrepared;

  private final Tensor stage_0First;

  private final Tensor stage_0SecondWeight;

  private final Tensor dStage_0SecondWeight;

  private final Tensor stage_0SecondConv;

  private final Tensor stage_0SecondBnWeight;

  private final Tensor dStage_0SecondBnWeight;

  private final Tensor stage_0SecondBnBias;

  private final Tensor dStage_0SecondBnBias;

  private final Tensor stage_0SecondBnRunningMean;

  private final Tensor stage_0SecondBnRunningVar;

  private final Tensor stage_0SecondNormBatchMean;

  private final Tensor stage_0SecondNormBatchInvStd;

  private final Prepared stage_0SecondConvPrepared;

  private final Tensor stage_0Second;

  private final Tensor stage_0ShortcutWeight;

  private final Tensor dStage_0ShortcutWeight;

  private final Tensor stage_0ShortcutConv;

  private final Tensor stage_0ShortcutBnWeight;

  private final Tensor dStage_0ShortcutBnWeight;

  private final Tensor stage_0ShortcutBnBias;

  private final Tensor dStage_0ShortcutBnBias;

  private final Tensor stage_0ShortcutBnRunningMean;

  private final Tensor stage_0ShortcutBnRunningVar;

  private final Tensor stage_0ShortcutNormBatchMean;

  private final Tensor stage_0ShortcutNormBatchInvStd;

  private final Prepared stage_0ShortcutConvPrepared;

  private final Tensor stage_0;

  private final Basic1 stage_1Block;

  private final Basic1 stage_2Block;

  private final Tensor stage;

  private final Tensor pool;

  private final Tensor scoresWeight;

  private final Tensor dScoresWeight;

  private final Tensor scoresBias;

  private final Tensor dScoresBias;

  private final Tensor scores;

  private final Tensor dScores;

  private final Tensor dPool;

  private final Tensor dStage;

  private final Tensor dStage_0ShortcutConv;

  private final Tensor dStem;

  private final Tensor dStage_0SecondConv;

  private final Tensor dStage_0First;

  private final Tensor dStage_0FirstConv;

  private final Tensor dStemConv;

  private ResidualsModel(ModelBuilder<ResidualsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // stem
    stemWeight = b.parameter("stem.weight", Packing.conv(STEM), Init.fanIn(STEM.patch()));
    dStemWeight = b.parameterGradient("stem.weight");
    stemConv = b.activation(0, -1, 960);
    input = b.activation(7_680, 960, 360);
    stemBnWeight = b.parameter("stem.bn.weight", Packing.vector(Shape.units(8)), Init.constant(1));
    dStemBnWeight = b.parameterGradient("stem.bn.weight");
    stemBnBias = b.parameter("stem.bn.bias", Packing.vector(Shape.units(8)), Init.constant(0));
    dStemBnBias = b.parameterGradient("stem.bn.bias");
    stemBnRunningMean = b.state("stem.bn.running_mean", Packing.vector(Shape.units(8)), 0);
    stemBnRunningVar = b.state("stem.bn.running_var", Packing.vector(Shape.units(8)), 1);
    stemNormBatchMean = b.saved(8);
    stemNormBatchInvStd = b.saved(8);
    stemConvPrepared = b.prepared(STEM);
    stem = b.activation(960, 0, 960);
    b.layer("stem", Shape.image(8, 12, 10), stem);

    // stage.0.first
    stage_0FirstWeight = b.parameter("stage.0.first.weight", Packing.conv(STAGE_0_FIRST),
        Init.fanIn(STAGE_0_FIRST.patch()));
    dStage_0FirstWeight = b.parameterGradient("stage.0.first.weight");
    stage_0FirstConv = b.activation(2_880, -1, 480);
    stage_0FirstBnWeight = b.parameter("stage.0.first.bn.weight", Packing.vector(Shape.units(16)),
        Init.constant(1));
    dStage_0FirstBnWeight = b.parameterGradient("stage.0.first.bn.weight");
    stage_0FirstBnBias = b.parameter("stage.0.first.bn.bias", Packing.vector(Shape.units(16)),
        Init.constant(0));
    dStage_0FirstBnBias = b.parameterGradient("stage.0.first.bn.bias");
    stage_0FirstBnRunningMean = b.state("stage.0.first.bn.running_mean",
        Packing.vector(Shape.units(16)), 0);
    stage_0FirstBnRunningVar = b.state("stage.0.first.bn.running_var",
        Packing.vector(Shape.units(16)), 1);
    stage_0FirstNormBatchMean = b.saved(16);
    stage_0FirstNormBatchInvStd = b.saved(16);
    stage_0FirstConvPrepared = b.prepared(STAGE_0_FIRST);
    stage_0First = b.activation(3_360, 960, 480);

    // stage.0.second
    stage_0SecondWeight = b.parameter("stage.0.second.weight", Packing.conv(STAGE_0_SECOND),
        Init.fanIn(STAGE_0_SECOND.patch()));
    dStage_0SecondWeight = b.parameterGradient("stage.0.second.weight");
    stage_0SecondConv = b.activation(3_840, -1, 480);
    stage_0SecondBnWeight = b.parameter("stage.0.second.bn.weight", Packing.vector(Shape.units(16)),
        Init.constant(1));
    dStage_0SecondBnWeight = b.parameterGradient("stage.0.second.bn.weight");
    stage_0SecondBnBias = b.parameter("stage.0.second.bn.bias", Packing.vector(Shape.units(16)),
        Init.constant(0));
    dStage_0SecondBnBias = b.parameterGradient("stage.0.second.bn.bias");
    stage_0SecondBnRunningMean = b.state("stage.0.second.bn.running_mean",
        Packing.vector(Shape.units(16)), 0);
    stage_0SecondBnRunningVar = b.state("stage.0.second.bn.running_var",
        Packing.vector(Shape.units(16)), 1);
    stage_0SecondNormBatchMean = b.saved(16);
    stage_0SecondNormBatchInvStd = b.saved(16);
    stage_0SecondConvPrepared = b.prepared(STAGE_0_SECOND);
    stage_0Second = b.activation(1_920, 1_440, 480);

    // stage.0.shortcut
    stage_0ShortcutWeight = b.parameter("stage.0.shortcut.weight", Packing.conv(STAGE_0_SHORTCUT),
        Init.fanIn(STAGE_0_SHORTCUT.patch()));
    dStage_0ShortcutWeight = b.parameterGradient("stage.0.shortcut.weight");
    stage_0ShortcutConv = b.activation(2_400, -1, 480);
    stage_0ShortcutBnWeight = b.parameter("stage.0.shortcut.bn.weight",
        Packing.vector(Shape.units(16)), Init.constant(1));
    dStage_0ShortcutBnWeight = b.parameterGradient("stage.0.shortcut.bn.weight");
    stage_0ShortcutBnBias = b.parameter("stage.0.shortcut.bn.bias", Packing.vector(Shape.units(16)),
        Init.constant(0));
    dStage_0ShortcutBnBias = b.parameterGradient("stage.0.shortcut.bn.bias");
    stage_0ShortcutBnRunningMean = b.state("stage.0.shortcut.bn.running_mean",
        Packing.vector(Shape.units(16)), 0);
    stage_0ShortcutBnRunningVar = b.state("stage.0.shortcut.bn.running_var",
        Packing.vector(Shape.units(16)), 1);
    stage_0ShortcutNormBatchMean = b.saved(16);
    stage_0ShortcutNormBatchInvStd = b.saved(16);
    stage_0ShortcutConvPrepared = b.prepared(STAGE_0_SHORTCUT);
    stage_0 = b.activation(3_360, 1_440, 480);

    // stage.0

    // stage.1
    stage_1Block = new Basic1(this, b, "stage.1.", 8, 4_320, -1, 3_360, 1_440, 4_800, 0, 5_280, -1,
        5_760, 1_440, 6_720, 7_200, 1_920, 4_800);

    // stage.2
    stage_2Block = new Basic1(this, b, "stage.2.", 12, 1_920, -1, 5_760, 1_440, 3_360, 0, 4_800, -1,
        6_240, 1_440, 6_720, 7_200, 4_800, 3_360);
    stage = b.activation(6_240, 1_440, 480);
    b.layer("stage", Shape.image(16, 6, 5), stage);

    // pool
    pool = b.activation(8_048, 0, 16);
    b.layer("pool", Shape.image(16, 1, 1), pool);

    // scores
    scoresWeight = b.parameter("scores.weight", Packing.dense(4, Shape.image(16, 1, 1)),
        Init.fanIn(16));
    dScoresWeight = b.parameterGradient("scores.weight");
    scoresBias = b.parameter("scores.bias", Packing.vector(Shape.units(4)), Init.fanIn(16));
    dScoresBias = b.parameterGradient("scores.bias");
    scores = b.activation(8_064, 16, 4);
    b.layer("scores", Shape.units(4), scores);
    dScores = b.gradient(3_376, 4);
    dPool = b.gradient(3_360, 16);
    dStage = b.gradient(6_720, 480);
    dStage_0ShortcutConv = b.gradient(4_320, 480);
    dStem = b.gradient(1_920, 960);
    dStage_0SecondConv = b.gradient(4_320, 480);
    dStage_0First = b.gradient(3_840, 480);
    dStage_0FirstConv = b.gradient(3_360, 480);
    dStemConv = b.gradient(2_880, 960);
    bound(input, scores, dScores);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<ResidualsModel> builder() {
    return new ModelBuilder<>(ResidualsModel::new);
  }

  @Override
  public Layer stem() {
    return layer(0);
  }

  @Override
  public Layer stage() {
    return layer(1);
  }

  @Override
  public Layer pool() {
    return layer(2);
  }

  @Override
  public Layer scores() {
    return layer(3);
  }

  @Override
  protected void prepare() {
    kernels.conv2dPrepare(stemConvPrepared, stemWeight, Tensor.NONE, stemBnRunningMean,
        stemBnRunningVar, stemBnWeight, stemBnBias, 1.0E-5f, STEM);
    kernels.conv2dPrepare(stage_0FirstConvPrepared, stage_0FirstWeight, Tensor.NONE,
        stage_0FirstBnRunningMean, stage_0FirstBnRunningVar, stage_0FirstBnWeight,
        stage_0FirstBnBias, 1.0E-5f, STAGE_0_FIRST);
    kernels.conv2dPrepare(stage_0SecondConvPrepared, stage_0SecondWeight, Tensor.NONE,
        stage_0SecondBnRunningMean, stage_0SecondBnRunningVar, stage_0SecondBnWeight,
        stage_0SecondBnBias, 1.0E-5f, STAGE_0_SECOND);
    kernels.conv2dPrepare(stage_0ShortcutConvPrepared, stage_0ShortcutWeight, Tensor.NONE,
        stage_0ShortcutBnRunningMean, stage_0ShortcutBnRunningVar, stage_0ShortcutBnWeight,
        stage_0ShortcutBnBias, 1.0E-5f, STAGE_0_SHORTCUT);
    stage_1Block.prepare();
    stage_2Block.prepare();
  }

  @Override
  protected void forward(Mode mode, int batch) {
    stemForward(mode, batch);
    stage_0FirstForward(mode, batch);
    stage_0SecondForward(mode, batch);
    stage_0ShortcutForward(mode, batch);
    stage_1Block.forward(mode, batch);
    stage_2Block.forward(mode, batch);
    poolForward(batch);
    scoresForward(batch);
  }

  @Override
  protected void backward(int batch) {
    scoresBackward(batch);
    poolBackward(batch);
    stage_2Block.backward(batch);
    stage_0SecondRecompute(batch);
    stage_0ShortcutRecompute(batch);
    stage_1Block.backward(batch);
    stage_0ShortcutBackward(batch);
    stage_0FirstRecompute(batch);
    stage_0SecondBackward(batch);
    stage_0FirstBackward(batch);
    stemBackward(batch);
  }

  /**
   * conv 3×3 padding 1 (direct), batch norm, relu: 3×12×10 → 8×12×10.
   * Overwrites stemConv, stem, stemNormBatchMean and stemNormBatchInvStd.
   */
  private void stemForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(0);
      kernels.conv2dForward(stemConv, input, stemWeight, Tensor.NONE, STEM, Activation.IDENTITY, 0f,
          batch);
      step(1);
      kernels.batchNormForwardTraining(stem, stemNormBatchMean, stemNormBatchInvStd,
          stemBnRunningMean, stemBnRunningVar, stemConv, Tensor.NONE, stemBnWeight, stemBnBias, 8,
          120, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
    } else {
      step(1);
      kernels.conv2dForwardPrepared(stem, input, stemConvPrepared, Tensor.NONE, STEM,
          Activation.RELU, 0f, batch);
    }
  }

  /**
   * conv 3×3 stride 2 padding 1 (direct), batch norm, relu: 8×12×10 → 16×6×5.
   * Overwrites stage_0FirstConv, stage_0First, stage_0FirstNormBatchMean and stage_0FirstNormBatchInvStd.
   */
  private void stage_0FirstForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(2);
      kernels.conv2dForward(stage_0FirstConv, stem, stage_0FirstWeight, Tensor.NONE, STAGE_0_FIRST,
          Activation.IDENTITY, 0f, batch);
      step(3);
      kernels.batchNormForwardTraining(stage_0First, stage_0FirstNormBatchMean,
          stage_0FirstNormBatchInvStd, stage_0FirstBnRunningMean, stage_0FirstBnRunningVar,
          stage_0FirstConv, Tensor.NONE, stage_0FirstBnWeight, stage_0FirstBnBias, 16, 30, 0.1f,
          1.0E-5f, Activation.RELU, 0f, batch);
    } else {
      step(3);
      kernels.conv2dForwardPrepared(stage_0First, stem, stage_0FirstConvPrepared, Tensor.NONE,
          STAGE_0_FIRST, Activation.RELU, 0f, batch);
    }
  }

  /**
   * conv 3×3 padding 1 (direct), batch norm: 16×6×5 → 16×6×5.
   * Overwrites stage_0SecondConv, stage_0Second, stage_0SecondNormBatchMean and stage_0SecondNormBatchInvStd.
   */
  private void stage_0SecondForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(4);
      kernels.conv2dForward(stage_0SecondConv, stage_0First, stage_0SecondWeight, Tensor.NONE,
          STAGE_0_SECOND, Activation.IDENTITY, 0f, batch);
      step(5);
      kernels.batchNormForwardTraining(stage_0Second, stage_0SecondNormBatchMean,
          stage_0SecondNormBatchInvStd, stage_0SecondBnRunningMean, stage_0SecondBnRunningVar,
          stage_0SecondConv, Tensor.NONE, stage_0SecondBnWeight, stage_0SecondBnBias, 16, 30, 0.1f,
          1.0E-5f, Activation.IDENTITY, 0f, batch);
    } else {
      step(5);
      kernels.conv2dForwardPrepared(stage_0Second, stage_0First, stage_0SecondConvPrepared,
          Tensor.NONE, STAGE_0_SECOND, Activation.IDENTITY, 0f, batch);
    }
  }

  /**
   * conv 1×1 stride 2 (direct), batch norm, add, relu: 8×12×10 → 16×6×5.
   * Overwrites stage_0ShortcutConv, stage_0, stage_0ShortcutNormBatchMean and stage_0ShortcutNormBatchInvStd.
   */
  private void stage_0ShortcutForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(6);
      kernels.conv2dForward(stage_0ShortcutConv, stem, stage_0ShortcutWeight, Tensor.NONE,
          STAGE_0_SHORTCUT, Activation.IDENTITY, 0f, batch);
      step(7);
      kernels.batchNormForwardTraining(stage_0, stage_0ShortcutNormBatchMean,
          stage_0ShortcutNormBatchInvStd, stage_0ShortcutBnRunningMean, stage_0ShortcutBnRunningVar,
          stage_0ShortcutConv, stage_0Second, stage_0ShortcutBnWeight, stage_0ShortcutBnBias, 16,
          30, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
    } else {
      step(7);
      kernels.conv2dForwardPrepared(stage_0, stem, stage_0ShortcutConvPrepared, stage_0Second,
          STAGE_0_SHORTCUT, Activation.RELU, 0f, batch);
    }
  }

  /**
   * global average pool: 16×6×5 → 16×1×1.
   * Overwrites pool.
   */
  private void poolForward(int batch) {
    step(16);
    kernels.averagePoolForward(pool, stage, POOL, batch);
  }

  /**
   * dense: 16×1×1 → 4.
   * Overwrites scores.
   */
  private void scoresForward(int batch) {
    step(17);
    kernels.denseForward(scores, pool, scoresWeight, scoresBias, 16, 4, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * Overwrites dScoresWeight, dScoresBias and dPool.
   */
  private void scoresBackward(int batch) {
    step(17);
    kernels.denseBackwardWeight(dScoresWeight, dScoresBias, dScores, pool, 16, 4, batch);
    kernels.denseBackwardInput(dPool, dScores, scoresWeight, 16, 4, OVERWRITE, batch);
  }

  /**
   * Overwrites dStage.
   */
  private void poolBackward(int batch) {
    step(16);
    kernels.averagePoolBackward(dStage, dPool, POOL, OVERWRITE, batch);
  }

  /**
   * Again for the backward pass: batch norm, add, relu.
   * Overwrites stage_0.
   */
  private void stage_0ShortcutRecompute(int batch) {
    step(7);
    kernels.batchNormRecompute(stage_0, stage_0ShortcutConv, stage_0Second,
        stage_0ShortcutNormBatchMean, stage_0ShortcutNormBatchInvStd, stage_0ShortcutBnWeight,
        stage_0ShortcutBnBias, 16, 30, Activation.RELU, 0f, batch);
  }

  /**
   * Overwrites dStage_0ShortcutConv, dStage, dStage_0ShortcutBnWeight, dStage_0ShortcutBnBias, dStage_0ShortcutWeight and dStem.
   */
  private void stage_0ShortcutBackward(int batch) {
    step(7);
    kernels.batchNormBackward(dStage_0ShortcutConv, dStage, dStage_0ShortcutBnWeight,
        dStage_0ShortcutBnBias, dStage, stage_0, stage_0ShortcutConv, stage_0ShortcutNormBatchMean,
        stage_0ShortcutNormBatchInvStd, stage_0ShortcutBnWeight, stage_0ShortcutBnBias, 16, 30,
        Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
    step(6);
    kernels.conv2dBackwardWeight(dStage_0ShortcutWeight, Tensor.NONE, dStage_0ShortcutConv, stem,
        STAGE_0_SHORTCUT, batch);
    kernels.conv2dBackwardInput(dStem, dStage_0ShortcutConv, stage_0ShortcutWeight,
        STAGE_0_SHORTCUT, OVERWRITE, batch);
  }

  /**
   * Again for the backward pass: batch norm.
   * Overwrites stage_0Second.
   */
  private void stage_0SecondRecompute(int batch) {
    step(5);
    kernels.batchNormRecompute(stage_0Second, stage_0SecondConv, Tensor.NONE,
        stage_0SecondNormBatchMean, stage_0SecondNormBatchInvStd, stage_0SecondBnWeight,
        stage_0SecondBnBias, 16, 30, Activation.IDENTITY, 0f, batch);
  }

  /**
   * Overwrites dStage_0SecondConv, dStage_0SecondBnWeight, dStage_0SecondBnBias, dStage_0SecondWeight and dStage_0First.
   */
  private void stage_0SecondBackward(int batch) {
    step(5);
    kernels.batchNormBackward(dStage_0SecondConv, Tensor.NONE, dStage_0SecondBnWeight,
        dStage_0SecondBnBias, dStage, Tensor.NONE, stage_0SecondConv, stage_0SecondNormBatchMean,
        stage_0SecondNormBatchInvStd, stage_0SecondBnWeight, stage_0SecondBnBias, 16, 30,
        Activation.IDENTITY, 0f, OVERWRITE, OVERWRITE, batch);
    step(4);
    kernels.conv2dBackwardWeight(dStage_0SecondWeight, Tensor.NONE, dStage_0SecondConv,
        stage_0First, STAGE_0_SECOND, batch);
    kernels.conv2dBackwardInput(dStage_0First, dStage_0SecondConv, stage_0SecondWeight,
        STAGE_0_SECOND, OVERWRITE, batch);
  }

  /**
   * Again for the backward pass: batch norm, relu.
   * Overwrites stage_0First.
   */
  private void stage_0FirstRecompute(int batch) {
    step(3);
    kernels.batchNormRecompute(stage_0First, stage_0FirstConv, Tensor.NONE,
        stage_0FirstNormBatchMean, stage_0FirstNormBatchInvStd, stage_0FirstBnWeight,
        stage_0FirstBnBias, 16, 30, Activation.RELU, 0f, batch);
  }

  /**
   * Overwrites dStage_0FirstConv, dStage_0FirstBnWeight, dStage_0FirstBnBias and dStage_0FirstWeight. Accumulates into dStem.
   */
  private void stage_0FirstBackward(int batch) {
    step(3);
    kernels.batchNormBackward(dStage_0FirstConv, Tensor.NONE, dStage_0FirstBnWeight,
        dStage_0FirstBnBias, dStage_0First, Tensor.NONE, stage_0FirstConv,
        stage_0FirstNormBatchMean, stage_0FirstNormBatchInvStd, stage_0FirstBnWeight,
        stage_0FirstBnBias, 16, 30, Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
    step(2);
    kernels.conv2dBackwardWeight(dStage_0FirstWeight, Tensor.NONE, dStage_0FirstConv, stem,
        STAGE_0_FIRST, batch);
    kernels.conv2dBackwardInput(dStem, dStage_0FirstConv, stage_0FirstWeight, STAGE_0_FIRST,
        ACCUMULATE, batch);
  }

  /**
   * Overwrites dStemConv, dStemBnWeight, dStemBnBias and dStemWeight.
   */
  private void stemBackward(int batch) {
    step(1);
    kernels.batchNormBackward(dStemConv, Tensor.NONE, dStemBnWeight, dStemBnBias, dStem,
        Tensor.NONE, stemConv, stemNormBatchMean, stemNormBatchInvStd, stemBnWeight, stemBnBias, 8,
        120, Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
    step(0);
    kernels.conv2dBackwardWeight(dStemWeight, Tensor.NONE, dStemConv, input, STEM, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("stem", "conv 3×3 padding 1 (direct)").training(25_920, 1_320, 216)
        .backward(25_920, 1_320, 216);
    plan.step("stem", "batch norm, relu").training(0, 2_880, 64).backward(0, 4_800, 48)
        .inference("conv 3×3 padding 1 (direct), batch norm, relu", 25_920, 1_320, 224);
    plan.step("stage.0.first", "conv 3×3 stride 2 padding 1 (direct)")
        .training(34_560, 1_440, 1_152).backward(69_120, 3_840, 2_304);
    plan.step("stage.0.first", "batch norm, relu").training(0, 1_440, 128).backward(0, 3_360, 160)
        .inference("conv 3×3 stride 2 padding 1 (direct), batch norm, relu", 34_560, 1_440, 1_168);
    plan.step("stage.0.second", "conv 3×3 padding 1 (direct)").training(69_120, 960, 2_304)
        .backward(138_240, 1_920, 4_608);
    plan.step("stage.0.second", "batch norm").training(0, 1_440, 128).backward(0, 3_360, 160)
        .inference("conv 3×3 padding 1 (direct), batch norm", 69_120, 960, 2_320);
    plan.step("stage.0.shortcut", "conv 1×1 stride 2 (direct)").training(3_840, 720, 128)
        .backward(7_680, 2_160, 256);
    plan.step("stage.0.shortcut", "batch norm, add, relu").training(0, 1_920, 128)
        .backward(0, 4_800, 160)
        .inference("conv 1×1 stride 2 (direct), batch norm, add, relu", 3_840, 1_200, 144);
    plan.step("stage.1.first", "conv 3×3 padding 1 (direct)").training(69_120, 960, 2_304)
        .backward(138_240, 2_400, 4_608);
    plan.step("stage.1.first", "batch norm, relu").training(0, 1_440, 128).backward(0, 3_360, 160)
        .inference("conv 3×3 padding 1 (direct), batch norm, relu", 69_120, 960, 2_320);
    plan.step("stage.1.second", "conv 3×3 padding 1 (direct)").training(69_120, 960, 2_304)
        .backward(138_240, 1_920, 4_608);
    plan.step("stage.1.second", "batch norm, add, relu").training(0, 1_920, 128)
        .backward(0, 3_360, 96)
        .inference("conv 3×3 padding 1 (direct), batch norm, add, relu", 69_120, 1_440, 2_320);
    plan.step("stage.2.first", "conv 3×3 padding 1 (direct)").training(69_120, 960, 2_304)
        .backward(138_240, 2_400, 4_608);
    plan.step("stage.2.first", "batch norm, relu").training(0, 1_440, 128).backward(0, 3_360, 160)
        .inference("conv 3×3 padding 1 (direct), batch norm, relu", 69_120, 960, 2_320);
    plan.step("stage.2.second", "conv 3×3 padding 1 (direct)").training(69_120, 960, 2_304)
        .backward(138_240, 1_920, 4_608);
    plan.step("stage.2.second", "batch norm, add, relu").training(0, 1_920, 128)
        .backward(0, 3_360, 96)
        .inference("conv 3×3 padding 1 (direct), batch norm, add, relu", 69_120, 1_440, 2_320);
    plan.step("pool", "global average pool").forward(0, 496, 0).backward(0, 496, 0);
    plan.step("scores", "dense").forward(64, 20, 68).backward(128, 44, 132);
  }

  /**
   * Basic: 16×6×5 → 16×6×5. Runs as stage.1 and stage.2.
   */
  private static final class Basic1 {
    private static final Conv2d FIRST = Conv2d.of(16, 6, 5).filters(16).kernel(3, 3)
        .padding(1, 1, 1, 1).algorithm(Conv2d.Algorithm.DIRECT);

    private static final Conv2d SECOND = Conv2d.of(16, 6, 5).filters(16).kernel(3, 3)
        .padding(1, 1, 1, 1).algorithm(Conv2d.Algorithm.DIRECT);

    private final Kernels kernels;

    private final ResidualsModel model;

    private final Tensor firstWeight;

    private final Tensor dFirstWeight;

    private final Tensor firstConv;

    private final Tensor input;

    private final Tensor firstBnWeight;

    private final Tensor dFirstBnWeight;

    private final Tensor firstBnBias;

    private final Tensor dFirstBnBias;

    private final Tensor firstBnRunningMean;

    private final Tensor firstBnRunningVar;

    private final Tensor firstNormBatchMean;

    private final Tensor firstNormBatchInvStd;

    private final Prepared firstConvPrepared;

    private final Tensor first;

    private final Tensor secondWeight;

    private final Tensor dSecondWeight;

    private final Tensor secondConv;

    private final Tensor secondBnWeight;

    private final Tensor dSecondBnWeight;

    private final Tensor secondBnBias;

    private final Tensor dSecondBnBias;

    private final Tensor secondBnRunningMean;

    private final Tensor secondBnRunningVar;

    private final Tensor secondNormBatchMean;

    private final Tensor secondNormBatchInvStd;

    private final Prepared secondConvPrepared;

    private final Tensor output;

    private final Tensor dOutput;

    private final Tensor dSecondConv;

    private final Tensor dFirst;

    private final Tensor dFirstConv;

    private final int firstStep;

    Basic1(ResidualsModel model, Binding b, String path, int firstStep, long... at) {
      kernels = model.kernels();
      this.model = model;

      // first
      firstWeight = b.parameter(path + "first.weight", Packing.conv(FIRST),
          Init.fanIn(FIRST.patch()));
      dFirstWeight = b.parameterGradient(path + "first.weight");
      firstConv = b.activation(at[0], at[1], 480);
      input = b.activation(at[2], at[3], 480);
      firstBnWeight = b.parameter(path + "first.bn.weight", Packing.vector(Shape.units(16)),
          Init.constant(1));
      dFirstBnWeight = b.parameterGradient(path + "first.bn.weight");
      firstBnBias = b.parameter(path + "first.bn.bias", Packing.vector(Shape.units(16)),
          Init.constant(0));
      dFirstBnBias = b.parameterGradient(path + "first.bn.bias");
      firstBnRunningMean = b.state(path + "first.bn.running_mean", Packing.vector(Shape.units(16)),
          0);
      firstBnRunningVar = b.state(path + "first.bn.running_var", Packing.vector(Shape.units(16)),
          1);
      firstNormBatchMean = b.saved(16);
      firstNormBatchInvStd = b.saved(16);
      firstConvPrepared = b.prepared(FIRST);
      first = b.activation(at[4], at[5], 480);

      // second
      secondWeight = b.parameter(path + "second.weight", Packing.conv(SECOND),
          Init.fanIn(SECOND.patch()));
      dSecondWeight = b.parameterGradient(path + "second.weight");
      secondConv = b.activation(at[6], at[7], 480);
      secondBnWeight = b.parameter(path + "second.bn.weight", Packing.vector(Shape.units(16)),
          Init.constant(1));
      dSecondBnWeight = b.parameterGradient(path + "second.bn.weight");
      secondBnBias = b.parameter(path + "second.bn.bias", Packing.vector(Shape.units(16)),
          Init.constant(0));
      dSecondBnBias = b.parameterGradient(path + "second.bn.bias");
      secondBnRunningMean = b.state(path + "second.bn.running_mean",
          Packing.vector(Shape.units(16)), 0);
      secondBnRunningVar = b.state(path + "second.bn.running_var", Packing.vector(Shape.units(16)),
          1);
      secondNormBatchMean = b.saved(16);
      secondNormBatchInvStd = b.saved(16);
      secondConvPrepared = b.prepared(SECOND);
      output = b.activation(at[8], at[9], 480);

      // output
      dOutput = b.gradient(at[10], 480);
      dSecondConv = b.gradient(at[11], 480);
      dFirst = b.gradient(at[12], 480);
      dFirstConv = b.gradient(at[13], 480);
      this.firstStep = firstStep;
    }

    void prepare() {
      kernels.conv2dPrepare(firstConvPrepared, firstWeight, Tensor.NONE, firstBnRunningMean,
          firstBnRunningVar, firstBnWeight, firstBnBias, 1.0E-5f, FIRST);
      kernels.conv2dPrepare(secondConvPrepared, secondWeight, Tensor.NONE, secondBnRunningMean,
          secondBnRunningVar, secondBnWeight, secondBnBias, 1.0E-5f, SECOND);
    }

    void forward(Mode mode, int batch) {
      firstForward(mode, batch);
      secondForward(mode, batch);
    }

    void backward(int batch) {
      firstRecompute(batch);
      secondBackward(batch);
      firstBackward(batch);
    }

    /**
     * conv 3×3 padding 1 (direct), batch norm, relu: 16×6×5 → 16×6×5.
     * Overwrites firstConv, first, firstNormBatchMean and firstNormBatchInvStd.
     */
    private void firstForward(Mode mode, int batch) {
      if (mode == Mode.TRAINING) {
        model.step(firstStep);
        kernels.conv2dForward(firstConv, input, firstWeight, Tensor.NONE, FIRST,
            Activation.IDENTITY, 0f, batch);
        model.step(firstStep + 1);
        kernels.batchNormForwardTraining(first, firstNormBatchMean, firstNormBatchInvStd,
            firstBnRunningMean, firstBnRunningVar, firstConv, Tensor.NONE, firstBnWeight,
            firstBnBias, 16, 30, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
      } else {
        model.step(firstStep + 1);
        kernels.conv2dForwardPrepared(first, input, firstConvPrepared, Tensor.NONE, FIRST,
            Activation.RELU, 0f, batch);
      }
    }

    /**
     * conv 3×3 padding 1 (direct), batch norm, add, relu: 16×6×5 → 16×6×5.
     * Overwrites secondConv, output, secondNormBatchMean and secondNormBatchInvStd.
     */
    private void secondForward(Mode mode, int batch) {
      if (mode == Mode.TRAINING) {
        model.step(firstStep + 2);
        kernels.conv2dForward(secondConv, first, secondWeight, Tensor.NONE, SECOND,
            Activation.IDENTITY, 0f, batch);
        model.step(firstStep + 3);
        kernels.batchNormForwardTraining(output, secondNormBatchMean, secondNormBatchInvStd,
            secondBnRunningMean, secondBnRunningVar, secondConv, input, secondBnWeight,
            secondBnBias, 16, 30, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
      } else {
        model.step(firstStep + 3);
        kernels.conv2dForwardPrepared(output, first, secondConvPrepared, input, SECOND,
            Activation.RELU, 0f, batch);
      }
    }

    /**
     * Overwrites dSecondConv, dOutput, dSecondBnWeight, dSecondBnBias, dSecondWeight and dFirst.
     */
    private void secondBackward(int batch) {
      model.step(firstStep + 3);
      kernels.batchNormBackward(dSecondConv, dOutput, dSecondBnWeight, dSecondBnBias, dOutput,
          output, secondConv, secondNormBatchMean, secondNormBatchInvStd, secondBnWeight,
          secondBnBias, 16, 30, Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
      model.step(firstStep + 2);
      kernels.conv2dBackwardWeight(dSecondWeight, Tensor.NONE, dSecondConv, first, SECOND, batch);
      kernels.conv2dBackwardInput(dFirst, dSecondConv, secondWeight, SECOND, OVERWRITE, batch);
    }

    /**
     * Again for the backward pass: batch norm, relu.
     * Overwrites first.
     */
    private void firstRecompute(int batch) {
      model.step(firstStep + 1);
      kernels.batchNormRecompute(first, firstConv, Tensor.NONE, firstNormBatchMean,
          firstNormBatchInvStd, firstBnWeight, firstBnBias, 16, 30, Activation.RELU, 0f, batch);
    }

    /**
     * Overwrites dFirstConv, dFirstBnWeight, dFirstBnBias and dFirstWeight. Accumulates into dOutput.
     */
    private void firstBackward(int batch) {
      model.step(firstStep + 1);
      kernels.batchNormBackward(dFirstConv, Tensor.NONE, dFirstBnWeight, dFirstBnBias, dFirst,
          Tensor.NONE, firstConv, firstNormBatchMean, firstNormBatchInvStd, firstBnWeight,
          firstBnBias, 16, 30, Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
      model.step(firstStep);
      kernels.conv2dBackwardWeight(dFirstWeight, Tensor.NONE, dFirstConv, input, FIRST, batch);
      kernels.conv2dBackwardInput(dOutput, dFirstConv, firstWeight, FIRST, ACCUMULATE, batch);
    }
  }
}
