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
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link Activations}, compiled.
 *
 * <pre>
 * layer          operation              output  parameters   MACs  receptive field
 * input                                  2×6×5
 * relu           dense, relu                30       1,830  1,800              all
 * leakyRelu      dense, leaky relu 0.1      29         899    870              all
 * relu6          dense, relu6               28         840    812              all
 * sigmoid        dense, sigmoid             28         812    784              all
 * tanh           dense, tanh                27         783    756              all
 * silu           dense                      26         728    702              all
 *                silu                       26                                 all
 * gelu           dense                      25         675    650              all
 *                gelu                       25                                 all
 * linear         dense                      24         624    600              all
 * apart          tanh                       24                                 all
 * probabilities  dense                       4         100     96              all
 *                softmax                     4                                 all
 * total                                              7,291  7,070
 *
 * memory for training 1.9 KiB an image, for inference only 0.4 KiB an image and 0.0 KiB of prepared parameters, workspace 0.0 KiB a worker and 0.0 KiB for all
 * a training step moves 9.6 KiB an image and 77.5 KiB of parameters between kernels and memory, inference 2.6 KiB an image and 28.5 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "relu",
    "leakyRelu",
    "relu6",
    "sigmoid",
    "tanh",
    "silu",
    "gelu",
    "linear",
    "apart",
    "probabilities"
})
public final class ActivationsModel extends Model implements Activations {
  private static final Blueprint NETWORK = new Blueprint(
      "Activations",
      Shape.image(2, 6, 5), // input
      Shape.units(4), // output
      true, // whether the output is probabilities
      7_392, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      496, // of activations and gradients of one image
      96, // of activations of one image, for inference only
      0, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final boolean OVERWRITE = false;

  private final Tensor reluWeight;

  private final Tensor dReluWeight;

  private final Tensor reluBias;

  private final Tensor dReluBias;

  private final Tensor relu;

  private final Tensor input;

  private final Tensor leakyReluWeight;

  private final Tensor dLeakyReluWeight;

  private final Tensor leakyReluBias;

  private final Tensor dLeakyReluBias;

  private final Tensor leakyRelu;

  private final Tensor relu6Weight;

  private final Tensor dRelu6Weight;

  private final Tensor relu6Bias;

  private final Tensor dRelu6Bias;

  private final Tensor relu6;

  private final Tensor sigmoidWeight;

  private final Tensor dSigmoidWeight;

  private final Tensor sigmoidBias;

  private final Tensor dSigmoidBias;

  private final Tensor sigmoid;

  private final Tensor tanhWeight;

  private final Tensor dTanhWeight;

  private final Tensor tanhBias;

  private final Tensor dTanhBias;

  private final Tensor tanh;

  private final Tensor siluWeight;

  private final Tensor dSiluWeight;

  private final Tensor siluBias;

  private final Tensor dSiluBias;

  private final Tensor siluDense;

  private final Tensor silu;

  private final Tensor geluWeight;

  private final Tensor dGeluWeight;

  private final Tensor geluBias;

  private final Tensor dGeluBias;

  private final Tensor geluDense;

  private final Tensor gelu;

  private final Tensor linearWeight;

  private final Tensor dLinearWeight;

  private final Tensor linearBias;

  private final Tensor dLinearBias;

  private final Tensor linear;

  private final Tensor apart;

  private final Tensor probabilitiesWeight;

  private final Tensor dProbabilitiesWeight;

  private final Tensor probabilitiesBias;

  private final Tensor dProbabilitiesBias;

  private final Tensor probabilitiesDense;

  private final Tensor probabilities;

  private final Tensor dProbabilities;

  private final Tensor dApart;

  private final Tensor dGelu;

  private final Tensor dSilu;

  private final Tensor dTanh;

  private final Tensor dSigmoid;

  private final Tensor dRelu6;

  private final Tensor dLeakyRelu;

  private final Tensor dRelu;

  private ActivationsModel(ModelBuilder<ActivationsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // relu
    reluWeight = b.parameter("relu.weight", Packing.dense(30, Shape.image(2, 6, 5)),
        Init.fanIn(60));
    dReluWeight = b.parameterGradient("relu.weight");
    reluBias = b.parameter("relu.bias", Packing.vector(Shape.units(30)), Init.fanIn(60));
    dReluBias = b.parameterGradient("relu.bias");
    relu = b.activation(64, 64, 30);
    input = b.activation(0, 0, 60);
    b.layer("relu", Shape.units(30), relu);

    // leakyRelu
    leakyReluWeight = b.parameter("leakyRelu.weight", Packing.dense(29, Shape.units(30)),
        Init.fanIn(30));
    dLeakyReluWeight = b.parameterGradient("leakyRelu.weight");
    leakyReluBias = b.parameter("leakyRelu.bias", Packing.vector(Shape.units(29)), Init.fanIn(30));
    dLeakyReluBias = b.parameterGradient("leakyRelu.bias");
    leakyRelu = b.activation(128, 0, 29);
    b.layer("leakyRelu", Shape.units(29), leakyRelu);

    // relu6
    relu6Weight = b.parameter("relu6.weight", Packing.dense(28, Shape.units(29)), Init.fanIn(29));
    dRelu6Weight = b.parameterGradient("relu6.weight");
    relu6Bias = b.parameter("relu6.bias", Packing.vector(Shape.units(28)), Init.fanIn(29));
    dRelu6Bias = b.parameterGradient("relu6.bias");
    relu6 = b.activation(192, 32, 28);
    b.layer("relu6", Shape.units(28), relu6);

    // sigmoid
    sigmoidWeight = b.parameter("sigmoid.weight", Packing.dense(28, Shape.units(28)),
        Init.fanIn(28));
    dSigmoidWeight = b.parameterGradient("sigmoid.weight");
    sigmoidBias = b.parameter("sigmoid.bias", Packing.vector(Shape.units(28)), Init.fanIn(28));
    dSigmoidBias = b.parameterGradient("sigmoid.bias");
    sigmoid = b.activation(224, 0, 28);
    b.layer("sigmoid", Shape.units(28), sigmoid);

    // tanh
    tanhWeight = b.parameter("tanh.weight", Packing.dense(27, Shape.units(28)), Init.fanIn(28));
    dTanhWeight = b.parameterGradient("tanh.weight");
    tanhBias = b.parameter("tanh.bias", Packing.vector(Shape.units(27)), Init.fanIn(28));
    dTanhBias = b.parameterGradient("tanh.bias");
    tanh = b.activation(288, 32, 27);
    b.layer("tanh", Shape.units(27), tanh);

    // silu
    siluWeight = b.parameter("silu.weight", Packing.dense(26, Shape.units(27)), Init.fanIn(27));
    dSiluWeight = b.parameterGradient("silu.weight");
    siluBias = b.parameter("silu.bias", Packing.vector(Shape.units(26)), Init.fanIn(27));
    dSiluBias = b.parameterGradient("silu.bias");
    siluDense = b.activation(96, 0, 26);
    silu = b.activation(320, 0, 26);
    b.layer("silu", Shape.units(26), silu);

    // gelu
    geluWeight = b.parameter("gelu.weight", Packing.dense(25, Shape.units(26)), Init.fanIn(26));
    dGeluWeight = b.parameterGradient("gelu.weight");
    geluBias = b.parameter("gelu.bias", Packing.vector(Shape.units(25)), Init.fanIn(26));
    dGeluBias = b.parameterGradient("gelu.bias");
    geluDense = b.activation(160, 32, 25);
    gelu = b.activation(352, 32, 25);
    b.layer("gelu", Shape.units(25), gelu);

    // linear
    linearWeight = b.parameter("linear.weight", Packing.dense(24, Shape.units(25)), Init.fanIn(25));
    dLinearWeight = b.parameterGradient("linear.weight");
    linearBias = b.parameter("linear.bias", Packing.vector(Shape.units(24)), Init.fanIn(25));
    dLinearBias = b.parameterGradient("linear.bias");
    linear = b.activation(416, 0, 24);
    b.layer("linear", Shape.units(24), linear);

    // apart
    apart = b.activation(448, 0, 24);
    b.layer("apart", Shape.units(24), apart);

    // probabilities
    probabilitiesWeight = b.parameter("probabilities.weight", Packing.dense(4, Shape.units(24)),
        Init.fanIn(24));
    dProbabilitiesWeight = b.parameterGradient("probabilities.weight");
    probabilitiesBias = b.parameter("probabilities.bias", Packing.vector(Shape.units(4)),
        Init.fanIn(24));
    dProbabilitiesBias = b.parameterGradient("probabilities.bias");
    probabilitiesDense = b.activation(256, 32, 4);
    probabilities = b.activation(480, 32, 4);
    b.layer("probabilities", Shape.units(4), probabilities);
    dProbabilities = b.gradient(384, 4);
    dApart = b.gradient(256, 24);
    dGelu = b.gradient(384, 25);
    dSilu = b.gradient(256, 26);
    dTanh = b.gradient(160, 27);
    dSigmoid = b.gradient(96, 28);
    dRelu6 = b.gradient(256, 28);
    dLeakyRelu = b.gradient(160, 29);
    dRelu = b.gradient(96, 30);
    bound(input, probabilities, dProbabilities);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<ActivationsModel> builder() {
    return new ModelBuilder<>(ActivationsModel::new);
  }

  @Override
  public Layer relu() {
    return layer(0);
  }

  @Override
  public Layer leakyRelu() {
    return layer(1);
  }

  @Override
  public Layer relu6() {
    return layer(2);
  }

  @Override
  public Layer sigmoid() {
    return layer(3);
  }

  @Override
  public Layer tanh() {
    return layer(4);
  }

  @Override
  public Layer silu() {
    return layer(5);
  }

  @Override
  public Layer gelu() {
    return layer(6);
  }

  @Override
  public Layer linear() {
    return layer(7);
  }

  @Override
  public Layer apart() {
    return layer(8);
  }

  @Override
  public Layer probabilities() {
    return layer(9);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    reluForward(batch);
    leakyReluForward(batch);
    relu6Forward(batch);
    sigmoidForward(batch);
    tanhForward(batch);
    siluForward(batch);
    geluForward(batch);
    linearForward(batch);
    apartForward(batch);
    probabilitiesForward(batch);
  }

  @Override
  protected void backward(int batch) {
    probabilitiesBackward(batch);
    apartBackward(batch);
    linearBackward(batch);
    geluBackward(batch);
    siluBackward(batch);
    tanhBackward(batch);
    sigmoidBackward(batch);
    relu6Backward(batch);
    leakyReluBackward(batch);
    reluBackward(batch);
  }

  /**
   * dense, relu: 2×6×5 → 30.
   * Overwrites relu.
   */
  private void reluForward(int batch) {
    step(0);
    kernels.denseForward(relu, input, reluWeight, reluBias, 60, 30, Activation.RELU, 0f, batch);
  }

  /**
   * dense, leaky relu 0.1: 30 → 29.
   * Overwrites leakyRelu.
   */
  private void leakyReluForward(int batch) {
    step(1);
    kernels.denseForward(leakyRelu, relu, leakyReluWeight, leakyReluBias, 30, 29,
        Activation.LEAKY_RELU, 0.1f, batch);
  }

  /**
   * dense, relu6: 29 → 28.
   * Overwrites relu6.
   */
  private void relu6Forward(int batch) {
    step(2);
    kernels.denseForward(relu6, leakyRelu, relu6Weight, relu6Bias, 29, 28, Activation.RELU6, 0f,
        batch);
  }

  /**
   * dense, sigmoid: 28 → 28.
   * Overwrites sigmoid.
   */
  private void sigmoidForward(int batch) {
    step(3);
    kernels.denseForward(sigmoid, relu6, sigmoidWeight, sigmoidBias, 28, 28, Activation.SIGMOID, 0f,
        batch);
  }

  /**
   * dense, tanh: 28 → 27.
   * Overwrites tanh.
   */
  private void tanhForward(int batch) {
    step(4);
    kernels.denseForward(tanh, sigmoid, tanhWeight, tanhBias, 28, 27, Activation.TANH, 0f, batch);
  }

  /**
   * dense, silu: 27 → 26.
   * Overwrites siluDense and silu.
   */
  private void siluForward(int batch) {
    step(5);
    kernels.denseForward(siluDense, tanh, siluWeight, siluBias, 27, 26, Activation.IDENTITY, 0f,
        batch);
    step(6);
    kernels.activationForward(silu, siluDense, Activation.SILU, 0f, 26, batch);
  }

  /**
   * dense, gelu: 26 → 25.
   * Overwrites geluDense and gelu.
   */
  private void geluForward(int batch) {
    step(7);
    kernels.denseForward(geluDense, silu, geluWeight, geluBias, 26, 25, Activation.IDENTITY, 0f,
        batch);
    step(8);
    kernels.activationForward(gelu, geluDense, Activation.GELU, 0f, 25, batch);
  }

  /**
   * dense: 25 → 24.
   * Overwrites linear.
   */
  private void linearForward(int batch) {
    step(9);
    kernels.denseForward(linear, gelu, linearWeight, linearBias, 25, 24, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * tanh: 24 → 24.
   * Overwrites apart.
   */
  private void apartForward(int batch) {
    step(10);
    kernels.activationForward(apart, linear, Activation.TANH, 0f, 24, batch);
  }

  /**
   * dense, softmax: 24 → 4.
   * Overwrites probabilitiesDense and probabilities.
   */
  private void probabilitiesForward(int batch) {
    step(11);
    kernels.denseForward(probabilitiesDense, apart, probabilitiesWeight, probabilitiesBias, 24, 4,
        Activation.IDENTITY, 0f, batch);
    step(12);
    kernels.softmaxForward(probabilities, probabilitiesDense, 4, 1, batch);
  }

  /**
   * Overwrites dProbabilities, dProbabilitiesWeight, dProbabilitiesBias and dApart.
   */
  private void probabilitiesBackward(int batch) {
    step(12);
    kernels.softmaxBackward(dProbabilities, dProbabilities, probabilities, 4, 1, OVERWRITE, batch);
    step(11);
    kernels.denseBackwardWeight(dProbabilitiesWeight, dProbabilitiesBias, dProbabilities, apart, 24,
        4, batch);
    kernels.denseBackwardInput(dApart, dProbabilities, probabilitiesWeight, 24, 4, OVERWRITE,
        batch);
  }

  /**
   * Overwrites dApart.
   */
  private void apartBackward(int batch) {
    step(10);
    kernels.activationBackward(dApart, dApart, apart, Activation.TANH, 0f, 24, OVERWRITE, batch);
  }

  /**
   * Overwrites dLinearWeight, dLinearBias and dGelu.
   */
  private void linearBackward(int batch) {
    step(9);
    kernels.denseBackwardWeight(dLinearWeight, dLinearBias, dApart, gelu, 25, 24, batch);
    kernels.denseBackwardInput(dGelu, dApart, linearWeight, 25, 24, OVERWRITE, batch);
  }

  /**
   * Overwrites dGelu, dGeluWeight, dGeluBias and dSilu.
   */
  private void geluBackward(int batch) {
    step(8);
    kernels.activationBackward(dGelu, dGelu, geluDense, Activation.GELU, 0f, 25, OVERWRITE, batch);
    step(7);
    kernels.denseBackwardWeight(dGeluWeight, dGeluBias, dGelu, silu, 26, 25, batch);
    kernels.denseBackwardInput(dSilu, dGelu, geluWeight, 26, 25, OVERWRITE, batch);
  }

  /**
   * Overwrites dSilu, dSiluWeight, dSiluBias and dTanh.
   */
  private void siluBackward(int batch) {
    step(6);
    kernels.activationBackward(dSilu, dSilu, siluDense, Activation.SILU, 0f, 26, OVERWRITE, batch);
    step(5);
    kernels.denseBackwardWeight(dSiluWeight, dSiluBias, dSilu, tanh, 27, 26, batch);
    kernels.denseBackwardInput(dTanh, dSilu, siluWeight, 27, 26, OVERWRITE, batch);
  }

  /**
   * Overwrites dTanh, dTanhWeight, dTanhBias and dSigmoid.
   */
  private void tanhBackward(int batch) {
    step(4);
    kernels.activationBackward(dTanh, dTanh, tanh, Activation.TANH, 0f, 27, OVERWRITE, batch);
    kernels.denseBackwardWeight(dTanhWeight, dTanhBias, dTanh, sigmoid, 28, 27, batch);
    kernels.denseBackwardInput(dSigmoid, dTanh, tanhWeight, 28, 27, OVERWRITE, batch);
  }

  /**
   * Overwrites dSigmoid, dSigmoidWeight, dSigmoidBias and dRelu6.
   */
  private void sigmoidBackward(int batch) {
    step(3);
    kernels.activationBackward(dSigmoid, dSigmoid, sigmoid, Activation.SIGMOID, 0f, 28, OVERWRITE,
        batch);
    kernels.denseBackwardWeight(dSigmoidWeight, dSigmoidBias, dSigmoid, relu6, 28, 28, batch);
    kernels.denseBackwardInput(dRelu6, dSigmoid, sigmoidWeight, 28, 28, OVERWRITE, batch);
  }

  /**
   * Overwrites dRelu6, dRelu6Weight, dRelu6Bias and dLeakyRelu.
   */
  private void relu6Backward(int batch) {
    step(2);
    kernels.activationBackward(dRelu6, dRelu6, relu6, Activation.RELU6, 0f, 28, OVERWRITE, batch);
    kernels.denseBackwardWeight(dRelu6Weight, dRelu6Bias, dRelu6, leakyRelu, 29, 28, batch);
    kernels.denseBackwardInput(dLeakyRelu, dRelu6, relu6Weight, 29, 28, OVERWRITE, batch);
  }

  /**
   * Overwrites dLeakyRelu, dLeakyReluWeight, dLeakyReluBias and dRelu.
   */
  private void leakyReluBackward(int batch) {
    step(1);
    kernels.activationBackward(dLeakyRelu, dLeakyRelu, leakyRelu, Activation.LEAKY_RELU, 0.1f, 29,
        OVERWRITE, batch);
    kernels.denseBackwardWeight(dLeakyReluWeight, dLeakyReluBias, dLeakyRelu, relu, 30, 29, batch);
    kernels.denseBackwardInput(dRelu, dLeakyRelu, leakyReluWeight, 30, 29, OVERWRITE, batch);
  }

  /**
   * Overwrites dRelu, dReluWeight and dReluBias.
   */
  private void reluBackward(int batch) {
    step(0);
    kernels.activationBackward(dRelu, dRelu, relu, Activation.RELU, 0f, 30, OVERWRITE, batch);
    kernels.denseBackwardWeight(dReluWeight, dReluBias, dRelu, input, 60, 30, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("relu", "dense, relu").forward(1_800, 90, 1_830).backward(1_800, 210, 1_830);
    plan.step("leakyRelu", "dense, leaky relu 0.1").forward(870, 59, 899)
        .backward(1_740, 234, 1_769);
    plan.step("relu6", "dense, relu6").forward(812, 57, 840).backward(1_624, 226, 1_652);
    plan.step("sigmoid", "dense, sigmoid").forward(784, 56, 812).backward(1_568, 224, 1_596);
    plan.step("tanh", "dense, tanh").forward(756, 55, 783).backward(1_512, 218, 1_539);
    plan.step("silu", "dense").forward(702, 53, 728).backward(1_404, 132, 1_430);
    plan.step("silu", "silu").forward(0, 52, 0).backward(0, 78, 0);
    plan.step("gelu", "dense").forward(650, 51, 675).backward(1_300, 127, 1_325);
    plan.step("gelu", "gelu").forward(0, 50, 0).backward(0, 75, 0);
    plan.step("linear", "dense").forward(600, 49, 624).backward(1_200, 122, 1_224);
    plan.step("apart", "tanh").forward(0, 48, 0).backward(0, 72, 0);
    plan.step("probabilities", "dense").forward(96, 28, 100).backward(192, 60, 196);
    plan.step("probabilities", "softmax").forward(0, 8, 0).backward(0, 12, 0);
  }
}
