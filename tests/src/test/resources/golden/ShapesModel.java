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
 * {@link Shapes}, compiled.
 *
 * <pre>
 * layer          operation          output  parameters  MACs  receptive field
 * input                              2×5×4
 * maps           conv 2×2 (direct)   6×4×3          54   576              2×2
 *                silu                6×4×3                                2×2
 *                softmax             6×4×3                                2×2
 * flat           flatten                72                                2×2
 * units          batch norm, relu       72         144                    2×2
 * probabilities  softmax                72                                2×2
 * total                                            198   576
 *
 * memory for training 2.1 KiB an image, for inference only 0.5 KiB an image and 0.0 KiB of prepared parameters, workspace 8.2 KiB a worker and 0.0 KiB for all
 * a training step moves 7.6 KiB an image and 4.4 KiB of parameters between kernels and memory, inference 2.7 KiB an image and 1.3 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "maps",
    "flat",
    "units",
    "probabilities"
})
public final class ShapesModel extends Model implements Shapes {
  private static final Blueprint NETWORK = new Blueprint(
      "Shapes",
      Shape.image(2, 5, 4), // input
      Shape.image(6, 4, 3).flatten(), // output
      true, // whether the output is probabilities
      224, // floats of parameters
      160, // of running statistics
      160, // of statistics of one batch
      528, // of activations and gradients of one image
      128, // of activations of one image, for inference only
      2_096, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d MAPS = Conv2d.of(2, 5, 4).filters(6).kernel(2, 2)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final boolean OVERWRITE = false;

  private final Tensor mapsWeight;

  private final Tensor dMapsWeight;

  private final Tensor mapsBias;

  private final Tensor dMapsBias;

  private final Tensor mapsConv;

  private final Tensor input;

  private final Tensor mapsSilu;

  private final Tensor maps;

  private final Tensor unitsWeight;

  private final Tensor dUnitsWeight;

  private final Tensor unitsBias;

  private final Tensor dUnitsBias;

  private final Tensor unitsRunningMean;

  private final Tensor unitsRunningVar;

  private final Tensor unitsNormBatchMean;

  private final Tensor unitsNormBatchInvStd;

  private final Tensor units;

  private final Tensor probabilities;

  private final Tensor dProbabilities;

  private final Tensor dMaps;

  private ShapesModel(ModelBuilder<ShapesModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // maps
    mapsWeight = b.parameter("maps.weight", Packing.conv(MAPS), Init.fanIn(MAPS.patch()));
    dMapsWeight = b.parameterGradient("maps.weight");
    mapsBias = b.parameter("maps.bias", Packing.vector(Shape.units(6)), Init.fanIn(MAPS.patch()));
    dMapsBias = b.parameterGradient("maps.bias");
    mapsConv = b.activation(0, 0, 72);
    input = b.activation(480, 80, 40);
    mapsSilu = b.activation(80, 0, 72);
    maps = b.activation(160, 0, 72);
    b.layer("maps", Shape.image(6, 4, 3), maps);

    // flat
    b.layer("flat", Shape.image(6, 4, 3).flatten(), maps);

    // units
    unitsWeight = b.parameter("units.weight", Packing.vector(Shape.image(6, 4, 3).flatten()),
        Init.constant(1));
    dUnitsWeight = b.parameterGradient("units.weight");
    unitsBias = b.parameter("units.bias", Packing.vector(Shape.image(6, 4, 3).flatten()),
        Init.constant(0));
    dUnitsBias = b.parameterGradient("units.bias");
    unitsRunningMean = b.state("units.running_mean", Packing.vector(Shape.image(6, 4, 3).flatten()),
        0);
    unitsRunningVar = b.state("units.running_var", Packing.vector(Shape.image(6, 4, 3).flatten()),
        1);
    unitsNormBatchMean = b.saved(72);
    unitsNormBatchInvStd = b.saved(72);
    units = b.activation(80, 0, 72);
    b.layer("units", Shape.image(6, 4, 3).flatten(), units);

    // probabilities
    probabilities = b.activation(240, 0, 72);
    b.layer("probabilities", Shape.image(6, 4, 3).flatten(), probabilities);
    dProbabilities = b.gradient(320, 72);
    dMaps = b.gradient(400, 72);
    bound(input, probabilities, dProbabilities);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<ShapesModel> builder() {
    return new ModelBuilder<>(ShapesModel::new);
  }

  @Override
  public Layer maps() {
    return layer(0);
  }

  @Override
  public Layer flat() {
    return layer(1);
  }

  @Override
  public Layer units() {
    return layer(2);
  }

  @Override
  public Layer probabilities() {
    return layer(3);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    mapsForward(batch);
    unitsForward(mode, batch);
    probabilitiesForward(batch);
  }

  @Override
  protected void backward(int batch) {
    probabilitiesBackward(batch);
    unitsBackward(batch);
    mapsBackward(batch);
  }

  /**
   * conv 2×2 (direct), silu, softmax: 2×5×4 → 6×4×3.
   * Overwrites mapsConv, mapsSilu and maps.
   */
  private void mapsForward(int batch) {
    step(0);
    kernels.conv2dForward(mapsConv, input, mapsWeight, mapsBias, MAPS, Activation.IDENTITY, 0f,
        batch);
    step(1);
    kernels.activationForward(mapsSilu, mapsConv, Activation.SILU, 0f, 72, batch);
    step(2);
    kernels.softmaxForward(maps, mapsSilu, 6, 12, batch);
  }

  /**
   * batch norm, relu: 72 → 72.
   * Overwrites units, unitsNormBatchMean and unitsNormBatchInvStd.
   */
  private void unitsForward(Mode mode, int batch) {
    step(3);
    if (mode == Mode.TRAINING) {
      kernels.batchNormForwardTraining(units, unitsNormBatchMean, unitsNormBatchInvStd,
          unitsRunningMean, unitsRunningVar, maps, Tensor.NONE, unitsWeight, unitsBias, 72, 1, 0.1f,
          1.0E-5f, Activation.RELU, 0f, batch);
    } else {
      kernels.batchNormForwardInference(units, maps, Tensor.NONE, unitsRunningMean, unitsRunningVar,
          unitsWeight, unitsBias, 72, 1, 1.0E-5f, Activation.RELU, 0f, batch);
    }
  }

  /**
   * softmax: 72 → 72.
   * Overwrites probabilities.
   */
  private void probabilitiesForward(int batch) {
    step(4);
    kernels.softmaxForward(probabilities, units, 72, 1, batch);
  }

  /**
   * Overwrites dProbabilities.
   */
  private void probabilitiesBackward(int batch) {
    step(4);
    kernels.softmaxBackward(dProbabilities, dProbabilities, probabilities, 72, 1, OVERWRITE, batch);
  }

  /**
   * Overwrites dMaps, dUnitsWeight and dUnitsBias.
   */
  private void unitsBackward(int batch) {
    step(3);
    kernels.batchNormBackward(dMaps, Tensor.NONE, dUnitsWeight, dUnitsBias, dProbabilities,
        Tensor.NONE, maps, unitsNormBatchMean, unitsNormBatchInvStd, unitsWeight, unitsBias, 72, 1,
        Activation.RELU, 0f, OVERWRITE, OVERWRITE, batch);
  }

  /**
   * Overwrites dMaps, dMapsWeight and dMapsBias.
   */
  private void mapsBackward(int batch) {
    step(2);
    kernels.softmaxBackward(dMaps, dMaps, maps, 6, 12, OVERWRITE, batch);
    step(1);
    kernels.activationBackward(dMaps, dMaps, mapsConv, Activation.SILU, 0f, 72, OVERWRITE, batch);
    step(0);
    kernels.conv2dBackwardWeight(dMapsWeight, dMapsBias, dMaps, input, MAPS, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("maps", "conv 2×2 (direct)").forward(576, 112, 54).backward(576, 184, 54);
    plan.step("maps", "silu").forward(0, 144, 0).backward(0, 216, 0);
    plan.step("maps", "softmax").forward(0, 144, 0).backward(0, 216, 0);
    plan.step("units", "batch norm, relu").training(0, 216, 576).backward(0, 360, 432)
        .inference(0, 144, 288);
    plan.step("probabilities", "softmax").forward(0, 144, 0).backward(0, 216, 0);
  }
}
