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
import dev.conform.runtime.kernel.Prepared;
import dev.conform.runtime.kernel.Tensor;
import javax.annotation.processing.Generated;

/**
 * {@link Convolutions}, compiled.
 *
 * <pre>
 * layer      operation                                          output  parameters        MACs  receptive field
 * input                                                        3×24×20
 * direct     conv 3×5 stride 2×1 padding 1×2 (direct), tanh    8×12×20         368      86,400              3×5
 * small      conv 3×3 padding 0×1 to 2×1 (direct), relu       64×12×20       4,672   1,105,920              7×7
 * gathered   conv 3×3 padding 2 dilation 2 (im2col), relu    256×12×20     147,456  35,389,440            15×11
 * pointwise  conv 1×1 (pointwise), sigmoid                    32×12×20       8,224   1,966,080            15×11
 * grouped    conv 3×3 groups 4 (direct), leaky relu 0.2       32×10×18       2,336     414,720            19×13
 * depthwise  conv 3×3 groups 32 (direct), relu                 32×8×16         320      36,864            23×15
 * last       conv 1×1 stride 3 (direct)                          2×3×6          66       1,152            23×15
 * total                                                                    163,442  39,000,576
 *
 * memory for training 681.8 KiB an image, for inference only 300.0 KiB an image and 609.1 KiB of prepared parameters, workspace 1.1 MiB a worker and 0.0 KiB for all
 * a training step moves 3.4 MiB an image and 1.9 MiB of parameters between kernels and memory, inference 744.0 KiB an image and 639.4 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "direct",
    "small",
    "gathered",
    "pointwise",
    "grouped",
    "depthwise",
    "last"
})
public final class ConvolutionsModel extends Model implements Convolutions {
  private static final Blueprint NETWORK = new Blueprint(
      "Convolutions",
      Shape.image(3, 24, 20), // input
      Shape.image(2, 3, 6), // output
      false, // whether the output is probabilities
      163_472, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      174_544, // of activations and gradients of one image
      76_800, // of activations of one image, for inference only
      294_912, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d DIRECT = Conv2d.of(3, 24, 20).filters(8).kernel(3, 5).stride(2, 1)
      .padding(1, 2, 1, 2).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d SMALL = Conv2d.of(8, 12, 20).filters(64).kernel(3, 3)
      .padding(0, 1, 2, 1).algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d GATHERED = Conv2d.of(64, 12, 20).filters(256).kernel(3, 3)
      .padding(2, 2, 2, 2).dilation(2, 2).algorithm(Conv2d.Algorithm.IM2COL);

  private static final Conv2d POINTWISE = Conv2d.of(256, 12, 20).filters(32).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d GROUPED = Conv2d.of(32, 12, 20).filters(32).kernel(3, 3).groups(4)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d DEPTHWISE = Conv2d.of(32, 10, 18).filters(32).kernel(3, 3).groups(32)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Conv2d LAST = Conv2d.of(32, 8, 16).filters(2).kernel(1, 1).stride(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final boolean OVERWRITE = false;

  private final Tensor directWeight;

  private final Tensor dDirectWeight;

  private final Tensor directBias;

  private final Tensor dDirectBias;

  private final Tensor direct;

  private final Tensor input;

  private final Tensor smallWeight;

  private final Tensor dSmallWeight;

  private final Tensor smallBias;

  private final Tensor dSmallBias;

  private final Tensor small;

  private final Tensor gatheredWeight;

  private final Tensor dGatheredWeight;

  private final Prepared gatheredConvPrepared;

  private final Tensor gathered;

  private final Tensor pointwiseWeight;

  private final Tensor dPointwiseWeight;

  private final Tensor pointwiseBias;

  private final Tensor dPointwiseBias;

  private final Prepared pointwiseConvPrepared;

  private final Tensor pointwise;

  private final Tensor groupedWeight;

  private final Tensor dGroupedWeight;

  private final Tensor groupedBias;

  private final Tensor dGroupedBias;

  private final Tensor grouped;

  private final Tensor depthwiseWeight;

  private final Tensor dDepthwiseWeight;

  private final Tensor depthwiseBias;

  private final Tensor dDepthwiseBias;

  private final Tensor depthwise;

  private final Tensor lastWeight;

  private final Tensor dLastWeight;

  private final Tensor lastBias;

  private final Tensor dLastBias;

  private final Tensor last;

  private final Tensor dLast;

  private final Tensor dDepthwise;

  private final Tensor dGrouped;

  private final Tensor dPointwise;

  private final Tensor dGathered;

  private final Tensor dSmall;

  private final Tensor dDirect;

  private ConvolutionsModel(ModelBuilder<ConvolutionsModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // direct
    directWeight = b.parameter("direct.weight", Packing.conv(DIRECT), Init.fanIn(DIRECT.patch()));
    dDirectWeight = b.parameterGradient("direct.weight");
    directBias = b.parameter("direct.bias", Packing.vector(Shape.units(8)),
        Init.fanIn(DIRECT.patch()));
    dDirectBias = b.parameterGradient("direct.bias");
    direct = b.activation(171_136, 0, 1_920);
    input = b.activation(173_056, 1_920, 1_440);
    b.layer("direct", Shape.image(8, 12, 20), direct);

    // small
    smallWeight = b.parameter("small.weight", Packing.conv(SMALL), Init.fanIn(SMALL.patch()));
    dSmallWeight = b.parameterGradient("small.weight");
    smallBias = b.parameter("small.bias", Packing.vector(Shape.units(64)),
        Init.fanIn(SMALL.patch()));
    dSmallBias = b.parameterGradient("small.bias");
    small = b.activation(122_880, 61_440, 15_360);
    b.layer("small", Shape.image(64, 12, 20), small);

    // gathered
    gatheredWeight = b.parameter("gathered.weight", Packing.conv(GATHERED),
        Init.fanIn(GATHERED.patch()));
    dGatheredWeight = b.parameterGradient("gathered.weight");
    gatheredConvPrepared = b.prepared(GATHERED);
    gathered = b.activation(0, 0, 61_440);
    b.layer("gathered", Shape.image(256, 12, 20), gathered);

    // pointwise
    pointwiseWeight = b.parameter("pointwise.weight", Packing.conv(POINTWISE),
        Init.fanIn(POINTWISE.patch()));
    dPointwiseWeight = b.parameterGradient("pointwise.weight");
    pointwiseBias = b.parameter("pointwise.bias", Packing.vector(Shape.units(32)),
        Init.fanIn(POINTWISE.patch()));
    dPointwiseBias = b.parameterGradient("pointwise.bias");
    pointwiseConvPrepared = b.prepared(POINTWISE);
    pointwise = b.activation(153_600, 61_440, 7_680);
    b.layer("pointwise", Shape.image(32, 12, 20), pointwise);

    // grouped
    groupedWeight = b.parameter("grouped.weight", Packing.conv(GROUPED),
        Init.fanIn(GROUPED.patch()));
    dGroupedWeight = b.parameterGradient("grouped.weight");
    groupedBias = b.parameter("grouped.bias", Packing.vector(Shape.units(32)),
        Init.fanIn(GROUPED.patch()));
    dGroupedBias = b.parameterGradient("grouped.bias");
    grouped = b.activation(161_280, 0, 5_760);
    b.layer("grouped", Shape.image(32, 10, 18), grouped);

    // depthwise
    depthwiseWeight = b.parameter("depthwise.weight", Packing.conv(DEPTHWISE),
        Init.fanIn(DEPTHWISE.patch()));
    dDepthwiseWeight = b.parameterGradient("depthwise.weight");
    depthwiseBias = b.parameter("depthwise.bias", Packing.vector(Shape.units(32)),
        Init.fanIn(DEPTHWISE.patch()));
    dDepthwiseBias = b.parameterGradient("depthwise.bias");
    depthwise = b.activation(167_040, 5_760, 4_096);
    b.layer("depthwise", Shape.image(32, 8, 16), depthwise);

    // last
    lastWeight = b.parameter("last.weight", Packing.conv(LAST), Init.fanIn(LAST.patch()));
    dLastWeight = b.parameterGradient("last.weight");
    lastBias = b.parameter("last.bias", Packing.vector(Shape.units(2)), Init.fanIn(LAST.patch()));
    dLastBias = b.parameterGradient("last.bias");
    last = b.activation(174_496, 0, 36);
    b.layer("last", Shape.image(2, 3, 6), last);
    dLast = b.gradient(61_440, 36);
    dDepthwise = b.gradient(67_200, 4_096);
    dGrouped = b.gradient(61_440, 5_760);
    dPointwise = b.gradient(138_240, 7_680);
    dGathered = b.gradient(61_440, 61_440);
    dSmall = b.gradient(138_240, 15_360);
    dDirect = b.gradient(61_440, 1_920);
    bound(input, last, dLast);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<ConvolutionsModel> builder() {
    return new ModelBuilder<>(ConvolutionsModel::new);
  }

  @Override
  public Layer direct() {
    return layer(0);
  }

  @Override
  public Layer small() {
    return layer(1);
  }

  @Override
  public Layer gathered() {
    return layer(2);
  }

  @Override
  public Layer pointwise() {
    return layer(3);
  }

  @Override
  public Layer grouped() {
    return layer(4);
  }

  @Override
  public Layer depthwise() {
    return layer(5);
  }

  @Override
  public Layer last() {
    return layer(6);
  }

  @Override
  protected void prepare() {
    kernels.conv2dPrepare(gatheredConvPrepared, gatheredWeight, Tensor.NONE, GATHERED);
    kernels.conv2dPrepare(pointwiseConvPrepared, pointwiseWeight, pointwiseBias, POINTWISE);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    directForward(batch);
    smallForward(batch);
    gatheredForward(mode, batch);
    pointwiseForward(mode, batch);
    groupedForward(batch);
    depthwiseForward(batch);
    lastForward(batch);
  }

  @Override
  protected void backward(int batch) {
    lastBackward(batch);
    depthwiseBackward(batch);
    groupedBackward(batch);
    pointwiseBackward(batch);
    gatheredBackward(batch);
    smallBackward(batch);
    directBackward(batch);
  }

  /**
   * conv 3×5 stride 2×1 padding 1×2 (direct), tanh: 3×24×20 → 8×12×20.
   * Overwrites direct.
   */
  private void directForward(int batch) {
    step(0);
    kernels.conv2dForward(direct, input, directWeight, directBias, DIRECT, Activation.TANH, 0f,
        batch);
  }

  /**
   * conv 3×3 padding 0×1 to 2×1 (direct), relu: 8×12×20 → 64×12×20.
   * Overwrites small.
   */
  private void smallForward(int batch) {
    step(1);
    kernels.conv2dForward(small, direct, smallWeight, smallBias, SMALL, Activation.RELU, 0f, batch);
  }

  /**
   * conv 3×3 padding 2 dilation 2 (im2col), relu: 64×12×20 → 256×12×20.
   * Overwrites gathered.
   */
  private void gatheredForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(2);
      kernels.conv2dForward(gathered, small, gatheredWeight, Tensor.NONE, GATHERED, Activation.RELU,
          0f, batch);
    } else {
      step(2);
      kernels.conv2dForwardPrepared(gathered, small, gatheredConvPrepared, Tensor.NONE, GATHERED,
          Activation.RELU, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), sigmoid: 256×12×20 → 32×12×20.
   * Overwrites pointwise.
   */
  private void pointwiseForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(3);
      kernels.conv2dForward(pointwise, gathered, pointwiseWeight, pointwiseBias, POINTWISE,
          Activation.SIGMOID, 0f, batch);
    } else {
      step(3);
      kernels.conv2dForwardPrepared(pointwise, gathered, pointwiseConvPrepared, Tensor.NONE,
          POINTWISE, Activation.SIGMOID, 0f, batch);
    }
  }

  /**
   * conv 3×3 groups 4 (direct), leaky relu 0.2: 32×12×20 → 32×10×18.
   * Overwrites grouped.
   */
  private void groupedForward(int batch) {
    step(4);
    kernels.conv2dForward(grouped, pointwise, groupedWeight, groupedBias, GROUPED,
        Activation.LEAKY_RELU, 0.2f, batch);
  }

  /**
   * conv 3×3 groups 32 (direct), relu: 32×10×18 → 32×8×16.
   * Overwrites depthwise.
   */
  private void depthwiseForward(int batch) {
    step(5);
    kernels.conv2dForward(depthwise, grouped, depthwiseWeight, depthwiseBias, DEPTHWISE,
        Activation.RELU, 0f, batch);
  }

  /**
   * conv 1×1 stride 3 (direct): 32×8×16 → 2×3×6.
   * Overwrites last.
   */
  private void lastForward(int batch) {
    step(6);
    kernels.conv2dForward(last, depthwise, lastWeight, lastBias, LAST, Activation.IDENTITY, 0f,
        batch);
  }

  /**
   * Overwrites dLastWeight, dLastBias and dDepthwise.
   */
  private void lastBackward(int batch) {
    step(6);
    kernels.conv2dBackwardWeight(dLastWeight, dLastBias, dLast, depthwise, LAST, batch);
    kernels.conv2dBackwardInput(dDepthwise, dLast, lastWeight, LAST, OVERWRITE, batch);
  }

  /**
   * Overwrites dDepthwise, dDepthwiseWeight, dDepthwiseBias and dGrouped.
   */
  private void depthwiseBackward(int batch) {
    step(5);
    kernels.activationBackward(dDepthwise, dDepthwise, depthwise, Activation.RELU, 0f, 4_096,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dDepthwiseWeight, dDepthwiseBias, dDepthwise, grouped, DEPTHWISE,
        batch);
    kernels.conv2dBackwardInput(dGrouped, dDepthwise, depthwiseWeight, DEPTHWISE, OVERWRITE, batch);
  }

  /**
   * Overwrites dGrouped, dGroupedWeight, dGroupedBias and dPointwise.
   */
  private void groupedBackward(int batch) {
    step(4);
    kernels.activationBackward(dGrouped, dGrouped, grouped, Activation.LEAKY_RELU, 0.2f, 5_760,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dGroupedWeight, dGroupedBias, dGrouped, pointwise, GROUPED, batch);
    kernels.conv2dBackwardInput(dPointwise, dGrouped, groupedWeight, GROUPED, OVERWRITE, batch);
  }

  /**
   * Overwrites dPointwise, dPointwiseWeight, dPointwiseBias and dGathered.
   */
  private void pointwiseBackward(int batch) {
    step(3);
    kernels.activationBackward(dPointwise, dPointwise, pointwise, Activation.SIGMOID, 0f, 7_680,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dPointwiseWeight, dPointwiseBias, dPointwise, gathered, POINTWISE,
        batch);
    kernels.conv2dBackwardInput(dGathered, dPointwise, pointwiseWeight, POINTWISE, OVERWRITE,
        batch);
  }

  /**
   * Overwrites dGathered, dGatheredWeight and dSmall.
   */
  private void gatheredBackward(int batch) {
    step(2);
    kernels.activationBackward(dGathered, dGathered, gathered, Activation.RELU, 0f, 61_440,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dGatheredWeight, Tensor.NONE, dGathered, small, GATHERED, batch);
    kernels.conv2dBackwardInput(dSmall, dGathered, gatheredWeight, GATHERED, OVERWRITE, batch);
  }

  /**
   * Overwrites dSmall, dSmallWeight, dSmallBias and dDirect.
   */
  private void smallBackward(int batch) {
    step(1);
    kernels.activationBackward(dSmall, dSmall, small, Activation.RELU, 0f, 15_360, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dSmallWeight, dSmallBias, dSmall, direct, SMALL, batch);
    kernels.conv2dBackwardInput(dDirect, dSmall, smallWeight, SMALL, OVERWRITE, batch);
  }

  /**
   * Overwrites dDirect, dDirectWeight and dDirectBias.
   */
  private void directBackward(int batch) {
    step(0);
    kernels.activationBackward(dDirect, dDirect, direct, Activation.TANH, 0f, 1_920, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dDirectWeight, dDirectBias, dDirect, input, DIRECT, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("direct", "conv 3×5 stride 2×1 padding 1×2 (direct), tanh")
        .forward(86_400, 3_360, 368).backward(86_400, 11_040, 368);
    plan.step("small", "conv 3×3 padding 0×1 to 2×1 (direct), relu")
        .forward(1_105_920, 17_280, 4_672).backward(2_211_840, 96_000, 9_280);
    plan.step("gathered", "conv 3×3 padding 2 dilation 2 (im2col), relu")
        .training(35_389_440, 76_800, 147_456).backward(70_778_880, 337_920, 294_912)
        .inference("conv 3×3 padding 2 dilation 2 (im2col), relu", 35_389_440, 76_800, 147_712);
    plan.step("pointwise", "conv 1×1 (pointwise), sigmoid").training(1_966_080, 69_120, 8_224)
        .backward(3_932_160, 168_960, 16_416)
        .inference("conv 1×1 (pointwise), sigmoid", 1_966_080, 69_120, 8_224);
    plan.step("grouped", "conv 3×3 groups 4 (direct), leaky relu 0.2")
        .forward(414_720, 13_440, 2_336).backward(829_440, 49_920, 4_640);
    plan.step("depthwise", "conv 3×3 groups 32 (direct), relu").forward(36_864, 9_856, 320)
        .backward(73_728, 32_000, 608);
    plan.step("last", "conv 1×1 stride 3 (direct)").forward(1_152, 612, 66)
        .backward(2_304, 4_780, 130);
  }
}
