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
 * {@link Norms}, compiled.
 *
 * <pre>
 * layer   operation                     output  parameters    MACs  receptive field
 * input                                3×10×10
 * input   batch norm                   3×10×10                                  1×1
 * fused   conv 3×3 (direct)              8×8×8         216  13,824              3×3
 *         batch norm, relu               8×8×8          16                      3×3
 * plain   conv 3×3 (direct)              8×6×6         576  20,736              5×5
 *         batch norm                     8×6×6          16                      5×5
 * apart   relu                           8×6×6                                  5×5
 * pool    global max pool                8×1×1                                  all
 * units   dense                             12          96      96              all
 *         batch norm, leaky relu 0.01       12          24                      all
 * scores  dense                              2          26      24              all
 * total                                                970  34,680
 *
 * memory for training 12.8 KiB an image, for inference only 3.2 KiB an image and 3.2 KiB of prepared parameters, workspace 74.3 KiB a worker and 0.0 KiB for all
 * a training step moves 53.0 KiB an image and 11.5 KiB of parameters between kernels and memory, inference 12.3 KiB an image and 3.8 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "input",
    "fused",
    "plain",
    "apart",
    "pool",
    "units",
    "scores"
})
public final class NormsModel extends Model implements Norms {
  private static final Blueprint NETWORK = new Blueprint(
      "Norms",
      Shape.image(3, 10, 10), // input
      Shape.units(2), // output
      false, // whether the output is probabilities
      1_040, // floats of parameters
      128, // of running statistics
      128, // of statistics of one batch
      3_280, // of activations and gradients of one image
      816, // of activations of one image, for inference only
      19_008, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d FUSED = Conv2d.of(3, 10, 10).filters(8).kernel(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d PLAIN = Conv2d.of(8, 8, 8).filters(8).kernel(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d POOL = Pool2d.global(8, 6, 6);

  private static final boolean OVERWRITE = false;

  private final Tensor inputRunningMean;

  private final Tensor inputRunningVar;

  private final Tensor inputNormBatchMean;

  private final Tensor inputNormBatchInvStd;

  private final Tensor input_;

  private final Tensor input;

  private final Tensor fusedWeight;

  private final Tensor dFusedWeight;

  private final Tensor fusedConv;

  private final Tensor fusedBnWeight;

  private final Tensor dFusedBnWeight;

  private final Tensor fusedBnBias;

  private final Tensor dFusedBnBias;

  private final Tensor fusedBnRunningMean;

  private final Tensor fusedBnRunningVar;

  private final Tensor fusedNormBatchMean;

  private final Tensor fusedNormBatchInvStd;

  private final Prepared fusedConvPrepared;

  private final Tensor fused;

  private final Tensor plainWeight;

  private final Tensor dPlainWeight;

  private final Tensor plainConv;

  private final Tensor plainBnWeight;

  private final Tensor dPlainBnWeight;

  private final Tensor plainBnBias;

  private final Tensor dPlainBnBias;

  private final Tensor plainBnRunningMean;

  private final Tensor plainBnRunningVar;

  private final Tensor plainNormBatchMean;

  private final Tensor plainNormBatchInvStd;

  private final Prepared plainConvPrepared;

  private final Tensor plain;

  private final Tensor apart;

  private final Tensor pool;

  private final Tensor poolArgmax;

  private final Tensor unitsWeight;

  private final Tensor dUnitsWeight;

  private final Tensor unitsDense;

  private final Tensor unitsBnWeight;

  private final Tensor dUnitsBnWeight;

  private final Tensor unitsBnBias;

  private final Tensor dUnitsBnBias;

  private final Tensor unitsBnRunningMean;

  private final Tensor unitsBnRunningVar;

  private final Tensor unitsNormBatchMean;

  private final Tensor unitsNormBatchInvStd;

  private final Tensor units;

  private final Tensor scoresWeight;

  private final Tensor dScoresWeight;

  private final Tensor scoresBias;

  private final Tensor dScoresBias;

  private final Tensor scores;

  private final Tensor dScores;

  private final Tensor dUnits;

  private final Tensor dUnitsDense;

  private final Tensor dPool;

  private final Tensor dApart;

  private final Tensor dPlainConv;

  private final Tensor dFused;

  private final Tensor dFusedConv;

  private NormsModel(ModelBuilder<NormsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // input
    inputRunningMean = b.state("input.running_mean", Packing.vector(Shape.units(3)), 0);
    inputRunningVar = b.state("input.running_var", Packing.vector(Shape.units(3)), 1);
    inputNormBatchMean = b.saved(3);
    inputNormBatchInvStd = b.saved(3);
    input_ = b.activation(2_352, 512, 300);
    input = b.activation(2_048, 512, 300);
    b.layer("input", Shape.image(3, 10, 10), input_);

    // fused
    fusedWeight = b.parameter("fused.weight", Packing.conv(FUSED), Init.fanIn(FUSED.patch()));
    dFusedWeight = b.parameterGradient("fused.weight");
    fusedConv = b.activation(0, -1, 512);
    fusedBnWeight = b.parameter("fused.bn.weight", Packing.vector(Shape.units(8)),
        Init.constant(1));
    dFusedBnWeight = b.parameterGradient("fused.bn.weight");
    fusedBnBias = b.parameter("fused.bn.bias", Packing.vector(Shape.units(8)), Init.constant(0));
    dFusedBnBias = b.parameterGradient("fused.bn.bias");
    fusedBnRunningMean = b.state("fused.bn.running_mean", Packing.vector(Shape.units(8)), 0);
    fusedBnRunningVar = b.state("fused.bn.running_var", Packing.vector(Shape.units(8)), 1);
    fusedNormBatchMean = b.saved(8);
    fusedNormBatchInvStd = b.saved(8);
    fusedConvPrepared = b.prepared(FUSED);
    fused = b.activation(512, 0, 512);
    b.layer("fused", Shape.image(8, 8, 8), fused);

    // plain
    plainWeight = b.parameter("plain.weight", Packing.conv(PLAIN), Init.fanIn(PLAIN.patch()));
    dPlainWeight = b.parameterGradient("plain.weight");
    plainConv = b.activation(1_024, -1, 288);
    plainBnWeight = b.parameter("plain.bn.weight", Packing.vector(Shape.units(8)),
        Init.constant(1));
    dPlainBnWeight = b.parameterGradient("plain.bn.weight");
    plainBnBias = b.parameter("plain.bn.bias", Packing.vector(Shape.units(8)), Init.constant(0));
    dPlainBnBias = b.parameterGradient("plain.bn.bias");
    plainBnRunningMean = b.state("plain.bn.running_mean", Packing.vector(Shape.units(8)), 0);
    plainBnRunningVar = b.state("plain.bn.running_var", Packing.vector(Shape.units(8)), 1);
    plainNormBatchMean = b.saved(8);
    plainNormBatchInvStd = b.saved(8);
    plainConvPrepared = b.prepared(PLAIN);
    plain = b.activation(2_656, 512, 288);
    b.layer("plain", Shape.image(8, 6, 6), plain);

    // apart
    apart = b.activation(2_944, 512, 288);
    b.layer("apart", Shape.image(8, 6, 6), apart);

    // pool
    pool = b.activation(3_248, 16, 8);
    poolArgmax = b.activation(1_600, -1, 8);
    b.layer("pool", Shape.image(8, 1, 1), pool);

    // units
    unitsWeight = b.parameter("units.weight", Packing.dense(12, Shape.image(8, 1, 1)),
        Init.fanIn(8));
    dUnitsWeight = b.parameterGradient("units.weight");
    unitsDense = b.activation(1_312, 0, 12);
    unitsBnWeight = b.parameter("units.bn.weight", Packing.vector(Shape.units(12)),
        Init.constant(1));
    dUnitsBnWeight = b.parameterGradient("units.bn.weight");
    unitsBnBias = b.parameter("units.bn.bias", Packing.vector(Shape.units(12)), Init.constant(0));
    dUnitsBnBias = b.parameterGradient("units.bn.bias");
    unitsBnRunningMean = b.state("units.bn.running_mean", Packing.vector(Shape.units(12)), 0);
    unitsBnRunningVar = b.state("units.bn.running_var", Packing.vector(Shape.units(12)), 1);
    unitsNormBatchMean = b.saved(12);
    unitsNormBatchInvStd = b.saved(12);
    units = b.activation(3_232, 0, 12);
    b.layer("units", Shape.units(12), units);

    // scores
    scoresWeight = b.parameter("scores.weight", Packing.dense(2, Shape.units(12)), Init.fanIn(12));
    dScoresWeight = b.parameterGradient("scores.weight");
    scoresBias = b.parameter("scores.bias", Packing.vector(Shape.units(2)), Init.fanIn(12));
    dScoresBias = b.parameterGradient("scores.bias");
    scores = b.activation(3_264, 16, 2);
    b.layer("scores", Shape.units(2), scores);
    dScores = b.gradient(1_344, 2);
    dUnits = b.gradient(1_328, 12);
    dUnitsDense = b.gradient(1_344, 12);
    dPool = b.gradient(1_616, 8);
    dApart = b.gradient(1_312, 288);
    dPlainConv = b.gradient(1_600, 288);
    dFused = b.gradient(1_024, 512);
    dFusedConv = b.gradient(1_536, 512);
    bound(input, scores, dScores);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<NormsModel> builder() {
    return new ModelBuilder<>(NormsModel::new);
  }

  @Override
  public Layer input() {
    return layer(0);
  }

  @Override
  public Layer fused() {
    return layer(1);
  }

  @Override
  public Layer plain() {
    return layer(2);
  }

  @Override
  public Layer apart() {
    return layer(3);
  }

  @Override
  public Layer pool() {
    return layer(4);
  }

  @Override
  public Layer units() {
    return layer(5);
  }

  @Override
  public Layer scores() {
    return layer(6);
  }

  @Override
  protected void prepare() {
    kernels.conv2dPrepare(fusedConvPrepared, fusedWeight, Tensor.NONE, fusedBnRunningMean,
        fusedBnRunningVar, fusedBnWeight, fusedBnBias, 1.0E-5f, FUSED);
    kernels.conv2dPrepare(plainConvPrepared, plainWeight, Tensor.NONE, plainBnRunningMean,
        plainBnRunningVar, plainBnWeight, plainBnBias, 0.001f, PLAIN);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    inputForward(mode, batch);
    fusedForward(mode, batch);
    plainForward(mode, batch);
    apartForward(batch);
    poolForward(batch);
    unitsForward(mode, batch);
    scoresForward(batch);
  }

  @Override
  protected void backward(int batch) {
    scoresBackward(batch);
    unitsBackward(batch);
    poolBackward(batch);
    apartBackward(batch);
    plainBackward(batch);
    fusedBackward(batch);
  }

  /**
   * batch norm: 3×10×10 → 3×10×10.
   * Overwrites input_, inputNormBatchMean and inputNormBatchInvStd.
   */
  private void inputForward(Mode mode, int batch) {
    step(0);
    if (mode == Mode.TRAINING) {
      kernels.batchNormForwardTraining(input_, inputNormBatchMean, inputNormBatchInvStd,
          inputRunningMean, inputRunningVar, input, Tensor.NONE, Tensor.NONE, Tensor.NONE, 3, 100,
          0.1f, 1.0E-5f, Activation.IDENTITY, 0f, batch);
    } else {
      kernels.batchNormForwardInference(input_, input, Tensor.NONE, inputRunningMean,
          inputRunningVar, Tensor.NONE, Tensor.NONE, 3, 100, 1.0E-5f, Activation.IDENTITY, 0f,
          batch);
    }
  }

  /**
   * conv 3×3 (direct), batch norm, relu: 3×10×10 → 8×8×8.
   * Overwrites fusedConv, fused, fusedNormBatchMean and fusedNormBatchInvStd.
   */
  private void fusedForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(1);
      kernels.conv2dForward(fusedConv, input_, fusedWeight, Tensor.NONE, FUSED, Activation.IDENTITY,
          0f, batch);
      step(2);
      kernels.batchNormForwardTraining(fused, fusedNormBatchMean, fusedNormBatchInvStd,
          fusedBnRunningMean, fusedBnRunningVar, fusedConv, Tensor.NONE, fusedBnWeight, fusedBnBias,
          8, 64, 0.1f, 1.0E-5f, Activation.RELU, 0f, batch);
    } else {
      step(2);
      kernels.conv2dForwardPrepared(fused, input_, fusedConvPrepared, Tensor.NONE, FUSED,
          Activation.RELU, 0f, batch);
    }
  }

  /**
   * conv 3×3 (direct), batch norm: 8×8×8 → 8×6×6.
   * Overwrites plainConv, plain, plainNormBatchMean and plainNormBatchInvStd.
   */
  private void plainForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(3);
      kernels.conv2dForward(plainConv, fused, plainWeight, Tensor.NONE, PLAIN, Activation.IDENTITY,
          0f, batch);
      step(4);
      kernels.batchNormForwardTraining(plain, plainNormBatchMean, plainNormBatchInvStd,
          plainBnRunningMean, plainBnRunningVar, plainConv, Tensor.NONE, plainBnWeight, plainBnBias,
          8, 36, 0.25f, 0.001f, Activation.IDENTITY, 0f, batch);
    } else {
      step(4);
      kernels.conv2dForwardPrepared(plain, fused, plainConvPrepared, Tensor.NONE, PLAIN,
          Activation.IDENTITY, 0f, batch);
    }
  }

  /**
   * relu: 8×6×6 → 8×6×6.
   * Overwrites apart.
   */
  private void apartForward(int batch) {
    step(5);
    kernels.activationForward(apart, plain, Activation.RELU, 0f, 288, batch);
  }

  /**
   * global max pool: 8×6×6 → 8×1×1.
   * Overwrites pool and poolArgmax.
   */
  private void poolForward(int batch) {
    step(6);
    kernels.maxPoolForward(pool, poolArgmax, apart, POOL, batch);
  }

  /**
   * dense, batch norm, leaky relu 0.01: 8×1×1 → 12.
   * Overwrites unitsDense, units, unitsNormBatchMean and unitsNormBatchInvStd.
   */
  private void unitsForward(Mode mode, int batch) {
    step(7);
    kernels.denseForward(unitsDense, pool, unitsWeight, Tensor.NONE, 8, 12, Activation.IDENTITY, 0f,
        batch);
    step(8);
    if (mode == Mode.TRAINING) {
      kernels.batchNormForwardTraining(units, unitsNormBatchMean, unitsNormBatchInvStd,
          unitsBnRunningMean, unitsBnRunningVar, unitsDense, Tensor.NONE, unitsBnWeight,
          unitsBnBias, 12, 1, 0.1f, 1.0E-5f, Activation.LEAKY_RELU, 0.01f, batch);
    } else {
      kernels.batchNormForwardInference(units, unitsDense, Tensor.NONE, unitsBnRunningMean,
          unitsBnRunningVar, unitsBnWeight, unitsBnBias, 12, 1, 1.0E-5f, Activation.LEAKY_RELU,
          0.01f, batch);
    }
  }

  /**
   * dense: 12 → 2.
   * Overwrites scores.
   */
  private void scoresForward(int batch) {
    step(9);
    kernels.denseForward(scores, units, scoresWeight, scoresBias, 12, 2, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * Overwrites dScoresWeight, dScoresBias and dUnits.
   */
  private void scoresBackward(int batch) {
    step(9);
    kernels.denseBackwardWeight(dScoresWeight, dScoresBias, dScores, units, 12, 2, batch);
    kernels.denseBackwardInput(dUnits, dScores, scoresWeight, 12, 2, OVERWRITE, batch);
  }

  /**
   * Overwrites dUnitsDense, dUnitsBnWeight, dUnitsBnBias, dUnitsWeight and dPool.
   */
  private void unitsBackward(int batch) {
    step(8);
    kernels.batchNormBackward(dUnitsDense, Tensor.NONE, dUnitsBnWeight, dUnitsBnBias, dUnits,
        Tensor.NONE, unitsDense, unitsNormBatchMean, unitsNormBatchInvStd, unitsBnWeight,
        unitsBnBias, 12, 1, Activation.LEAKY_RELU, 0.01f, OVERWRITE, OVERWRITE, batch);
    step(7);
    kernels.denseBackwardWeight(dUnitsWeight, Tensor.NONE, dUnitsDense, pool, 8, 12, batch);
    kernels.denseBackwardInput(dPool, dUnitsDense, unitsWeight, 8, 12, OVERWRITE, batch);
  }

  /**
   * Overwrites dApart.
   */
  private void poolBackward(int batch) {
    step(6);
    kernels.maxPoolBackward(dApart, dPool, poolArgmax, POOL, OVERWRITE, batch);
  }

  /**
   * Overwrites dApart.
   */
  private void apartBackward(int batch) {
    step(5);
    kernels.activationBackward(dApart, dApart, apart, Activation.RELU, 0f, 288, OVERWRITE, batch);
  }

  /**
   * Overwrites dPlainConv, dPlainBnWeight, dPlainBnBias, dPlainWeight and dFused.
   */
  private void plainBackward(int batch) {
    step(4);
    kernels.batchNormBackward(dPlainConv, Tensor.NONE, dPlainBnWeight, dPlainBnBias, dApart,
        Tensor.NONE, plainConv, plainNormBatchMean, plainNormBatchInvStd, plainBnWeight,
        plainBnBias, 8, 36, Activation.IDENTITY, 0f, OVERWRITE, OVERWRITE, batch);
    step(3);
    kernels.conv2dBackwardWeight(dPlainWeight, Tensor.NONE, dPlainConv, fused, PLAIN, batch);
    kernels.conv2dBackwardInput(dFused, dPlainConv, plainWeight, PLAIN, OVERWRITE, batch);
  }

  /**
   * Overwrites dFusedConv, dFusedBnWeight, dFusedBnBias and dFusedWeight.
   */
  private void fusedBackward(int batch) {
    step(2);
    kernels.batchNormBackward(dFusedConv, Tensor.NONE, dFusedBnWeight, dFusedBnBias, dFused,
        Tensor.NONE, fusedConv, fusedNormBatchMean, fusedNormBatchInvStd, fusedBnWeight,
        fusedBnBias, 8, 64, Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
    step(1);
    kernels.conv2dBackwardWeight(dFusedWeight, Tensor.NONE, dFusedConv, input_, FUSED, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("input", "batch norm").training(0, 900, 18).inference(0, 600, 6);
    plan.step("fused", "conv 3×3 (direct)").training(13_824, 812, 216).backward(13_824, 812, 216);
    plan.step("fused", "batch norm, relu").training(0, 1_536, 64).backward(0, 2_560, 48)
        .inference("conv 3×3 (direct), batch norm, relu", 13_824, 812, 224);
    plan.step("plain", "conv 3×3 (direct)").training(20_736, 800, 576)
        .backward(41_472, 1_600, 1_152);
    plan.step("plain", "batch norm").training(0, 864, 64).backward(0, 1_440, 48)
        .inference("conv 3×3 (direct), batch norm", 20_736, 800, 584);
    plan.step("apart", "relu").forward(0, 576, 0).backward(0, 864, 0);
    plan.step("pool", "global max pool").training(0, 304, 0).backward(0, 304, 0)
        .inference(0, 296, 0);
    plan.step("units", "dense").forward(96, 20, 96).backward(192, 40, 192);
    plan.step("units", "batch norm, leaky relu 0.01").training(0, 36, 96).backward(0, 60, 72)
        .inference(0, 24, 48);
    plan.step("scores", "dense").forward(24, 14, 26).backward(48, 30, 50);
  }
}
