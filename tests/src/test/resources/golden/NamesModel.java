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
 * {@link Names}, compiled.
 *
 * <pre>
 * layer      operation                    output  parameters   MACs  receptive field
 * input                                  1×12×12
 * c1         conv 3×3 (direct), tanh     2×10×10          20  1,800              3×3
 *            max pool 2×2                  2×5×5                                 4×4
 * C1         conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * dC1        conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * c1Conv     conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * input      conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * mode       conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * Mode       conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * batch      conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * b          conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * settings   conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * model      conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * Tensor     conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * native_    conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * OVERWRITE  conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * NETWORK    conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * dev        conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * java       conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * forward    conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * c1Forward  conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * слой       conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * $          conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * $L         conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * __         conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 * record     conv 1×1 (pointwise), tanh    2×5×5           6    100              4×4
 *            dropout 0.5                   2×5×5                                 4×4
 * total                                                  158  4,100
 *
 * memory for training 8.7 KiB an image, for inference only 0.8 KiB an image and 3.1 KiB of prepared parameters, workspace 9.9 KiB a worker and 0.0 KiB for all
 * a training step moves 53.9 KiB an image and 1.6 KiB of parameters between kernels and memory, inference 9.7 KiB an image and 3.1 KiB of parameters
 * </pre>
 */
@Generated("dev.conform.processor.NetworkProcessor")
@LayerOrder({
    "c1",
    "C1",
    "dC1",
    "c1Conv",
    "input",
    "mode",
    "Mode",
    "batch",
    "b",
    "settings",
    "model",
    "Tensor",
    "native_",
    "OVERWRITE",
    "NETWORK",
    "dev",
    "java",
    "forward",
    "c1Forward",
    "слой",
    "$",
    "$L",
    "__",
    "record"
})
public final class NamesModel extends Model implements Names {
  private static final Blueprint NETWORK = new Blueprint(
      "Names",
      Shape.image(1, 12, 12), // input
      Shape.image(2, 5, 5), // output
      false, // whether the output is probabilities
      784, // floats of parameters
      0, // of running statistics
      0, // of statistics of one batch
      2_224, // of activations and gradients of one image
      208, // of activations of one image, for inference only
      2_544, // of one worker's workspace
      0 // of the workspace they share
      );

  private static final Conv2d C1_ = Conv2d.of(1, 12, 12).filters(2).kernel(3, 3)
      .algorithm(Conv2d.Algorithm.DIRECT);

  private static final Pool2d C1_POOL = Pool2d.of(2, 10, 10).size(2, 2).stride(2, 2).output(5, 5);

  private static final Conv2d C1__ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d D_C1 = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d C1_CONV = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d INPUT = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d MODE = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d MODE_ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d BATCH = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d B = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d SETTINGS = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d MODEL = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d TENSOR = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d NATIVE_ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d OVERWRITE__ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d NETWORK__ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d DEV = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d JAVA = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d FORWARD = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d C1_FORWARD = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d СЛОЙ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d $_ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d $L_ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d ___ = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final Conv2d RECORD = Conv2d.of(2, 5, 5).filters(2).kernel(1, 1)
      .algorithm(Conv2d.Algorithm.POINTWISE);

  private static final boolean OVERWRITE = false;

  private final Tensor c1Weight;

  private final Tensor dC1Weight;

  private final Tensor c1Bias;

  private final Tensor dC1Bias;

  private final Tensor c1Conv_;

  private final Tensor input;

  private final Prepared c1ConvPrepared;

  private final Tensor c1;

  private final Tensor c1Argmax;

  private final Tensor C1Weight;

  private final Tensor dC1Weight_;

  private final Tensor C1Bias;

  private final Tensor dC1Bias_;

  private final Prepared C1ConvPrepared;

  private final Tensor C1;

  private final Tensor dC1Weight__;

  private final Tensor dDC1Weight__;

  private final Tensor dC1Bias__;

  private final Tensor dDC1Bias__;

  private final Prepared dC1ConvPrepared;

  private final Tensor dC1;

  private final Tensor c1ConvWeight;

  private final Tensor dC1ConvWeight;

  private final Tensor c1ConvBias;

  private final Tensor dC1ConvBias;

  private final Prepared c1ConvConvPrepared;

  private final Tensor c1Conv;

  private final Tensor inputWeight;

  private final Tensor dInputWeight;

  private final Tensor inputBias;

  private final Tensor dInputBias;

  private final Prepared inputConvPrepared;

  private final Tensor input_;

  private final Tensor modeWeight;

  private final Tensor dModeWeight;

  private final Tensor modeBias;

  private final Tensor dModeBias;

  private final Prepared modeConvPrepared;

  private final Tensor mode_;

  private final Tensor ModeWeight;

  private final Tensor dModeWeight_;

  private final Tensor ModeBias;

  private final Tensor dModeBias_;

  private final Prepared ModeConvPrepared;

  private final Tensor Mode_;

  private final Tensor batchWeight;

  private final Tensor dBatchWeight;

  private final Tensor batchBias;

  private final Tensor dBatchBias;

  private final Prepared batchConvPrepared;

  private final Tensor batch_;

  private final Tensor bWeight;

  private final Tensor dBWeight;

  private final Tensor bBias;

  private final Tensor dBBias;

  private final Prepared bConvPrepared;

  private final Tensor b_;

  private final Tensor settingsWeight;

  private final Tensor dSettingsWeight;

  private final Tensor settingsBias;

  private final Tensor dSettingsBias;

  private final Prepared settingsConvPrepared;

  private final Tensor settings_;

  private final Tensor modelWeight;

  private final Tensor dModelWeight;

  private final Tensor modelBias;

  private final Tensor dModelBias;

  private final Prepared modelConvPrepared;

  private final Tensor model_;

  private final Tensor TensorWeight;

  private final Tensor dTensorWeight;

  private final Tensor TensorBias;

  private final Tensor dTensorBias;

  private final Prepared TensorConvPrepared;

  private final Tensor Tensor_;

  private final Tensor native_Weight;

  private final Tensor dNative_Weight;

  private final Tensor native_Bias;

  private final Tensor dNative_Bias;

  private final Prepared native_ConvPrepared;

  private final Tensor native_;

  private final Tensor OVERWRITEWeight;

  private final Tensor dOVERWRITEWeight;

  private final Tensor OVERWRITEBias;

  private final Tensor dOVERWRITEBias;

  private final Prepared OVERWRITEConvPrepared;

  private final Tensor OVERWRITE_;

  private final Tensor NETWORKWeight;

  private final Tensor dNETWORKWeight;

  private final Tensor NETWORKBias;

  private final Tensor dNETWORKBias;

  private final Prepared NETWORKConvPrepared;

  private final Tensor NETWORK_;

  private final Tensor devWeight;

  private final Tensor dDevWeight;

  private final Tensor devBias;

  private final Tensor dDevBias;

  private final Prepared devConvPrepared;

  private final Tensor dev_;

  private final Tensor javaWeight;

  private final Tensor dJavaWeight;

  private final Tensor javaBias;

  private final Tensor dJavaBias;

  private final Prepared javaConvPrepared;

  private final Tensor java_;

  private final Tensor forwardWeight;

  private final Tensor dForwardWeight;

  private final Tensor forwardBias;

  private final Tensor dForwardBias;

  private final Prepared forwardConvPrepared;

  private final Tensor forward;

  private final Tensor c1ForwardWeight;

  private final Tensor dC1ForwardWeight;

  private final Tensor c1ForwardBias;

  private final Tensor dC1ForwardBias;

  private final Prepared c1ForwardConvPrepared;

  private final Tensor c1Forward;

  private final Tensor слойWeight;

  private final Tensor dСлойWeight;

  private final Tensor слойBias;

  private final Tensor dСлойBias;

  private final Prepared слойConvPrepared;

  private final Tensor слой;

  private final Tensor $Weight;

  private final Tensor d$Weight;

  private final Tensor $Bias;

  private final Tensor d$Bias;

  private final Prepared $ConvPrepared;

  private final Tensor $;

  private final Tensor $LWeight;

  private final Tensor d$LWeight;

  private final Tensor $LBias;

  private final Tensor d$LBias;

  private final Prepared $LConvPrepared;

  private final Tensor $L;

  private final Tensor __Weight;

  private final Tensor d__Weight;

  private final Tensor __Bias;

  private final Tensor d__Bias;

  private final Prepared __ConvPrepared;

  private final Tensor __;

  private final Tensor recordWeight;

  private final Tensor dRecordWeight;

  private final Tensor recordBias;

  private final Tensor dRecordBias;

  private final Tensor recordConv;

  private final Prepared recordConvPrepared;

  private final Tensor record;

  private final Tensor dRecord;

  private final Tensor d__;

  private final Tensor d$L;

  private final Tensor d$;

  private final Tensor dСлой;

  private final Tensor dC1Forward;

  private final Tensor dForward;

  private final Tensor dJava_;

  private final Tensor dDev_;

  private final Tensor dNETWORK_;

  private final Tensor dOVERWRITE_;

  private final Tensor dNative_;

  private final Tensor dTensor_;

  private final Tensor dModel_;

  private final Tensor dSettings_;

  private final Tensor dB_;

  private final Tensor dBatch_;

  private final Tensor dMode_;

  private final Tensor dMode__;

  private final Tensor dInput_;

  private final Tensor dC1Conv;

  private final Tensor dDC1;

  private final Tensor dC1_;

  private final Tensor dC1__;

  private final Tensor dC1Conv_;

  private NamesModel(ModelBuilder<NamesModel> settings) {
    super(NETWORK, settings);
    // A tensor lies at (when the model can be trained, when it cannot, length):
    // floats for one image; -1 is nowhere, and what is dead gives up its place.
    Binding b = binding();

    // c1
    c1Weight = b.parameter("c1.weight", Packing.conv(C1_), Init.fanIn(C1_.patch()));
    dC1Weight = b.parameterGradient("c1.weight");
    c1Bias = b.parameter("c1.bias", Packing.vector(Shape.units(2)), Init.fanIn(C1_.patch()));
    dC1Bias = b.parameterGradient("c1.bias");
    c1Conv_ = b.activation(0, -1, 200);
    input = b.activation(416, 0, 144);
    c1ConvPrepared = b.prepared(C1_);
    c1 = b.activation(560, 144, 50);
    c1Argmax = b.activation(624, -1, 50);
    b.layer("c1", Shape.image(2, 5, 5), c1);

    // C1
    C1Weight = b.parameter("C1.weight", Packing.conv(C1__), Init.fanIn(C1__.patch()));
    dC1Weight_ = b.parameterGradient("C1.weight");
    C1Bias = b.parameter("C1.bias", Packing.vector(Shape.units(2)), Init.fanIn(C1__.patch()));
    dC1Bias_ = b.parameterGradient("C1.bias");
    C1ConvPrepared = b.prepared(C1__);
    C1 = b.activation(688, 0, 50);
    b.layer("C1", Shape.image(2, 5, 5), C1);

    // dC1
    dC1Weight__ = b.parameter("dC1.weight", Packing.conv(D_C1), Init.fanIn(D_C1.patch()));
    dDC1Weight__ = b.parameterGradient("dC1.weight");
    dC1Bias__ = b.parameter("dC1.bias", Packing.vector(Shape.units(2)), Init.fanIn(D_C1.patch()));
    dDC1Bias__ = b.parameterGradient("dC1.bias");
    dC1ConvPrepared = b.prepared(D_C1);
    dC1 = b.activation(752, 64, 50);
    b.layer("dC1", Shape.image(2, 5, 5), dC1);

    // c1Conv
    c1ConvWeight = b.parameter("c1Conv.weight", Packing.conv(C1_CONV), Init.fanIn(C1_CONV.patch()));
    dC1ConvWeight = b.parameterGradient("c1Conv.weight");
    c1ConvBias = b.parameter("c1Conv.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(C1_CONV.patch()));
    dC1ConvBias = b.parameterGradient("c1Conv.bias");
    c1ConvConvPrepared = b.prepared(C1_CONV);
    c1Conv = b.activation(816, 0, 50);
    b.layer("c1Conv", Shape.image(2, 5, 5), c1Conv);

    // input
    inputWeight = b.parameter("input.weight", Packing.conv(INPUT), Init.fanIn(INPUT.patch()));
    dInputWeight = b.parameterGradient("input.weight");
    inputBias = b.parameter("input.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(INPUT.patch()));
    dInputBias = b.parameterGradient("input.bias");
    inputConvPrepared = b.prepared(INPUT);
    input_ = b.activation(880, 64, 50);
    b.layer("input", Shape.image(2, 5, 5), input_);

    // mode
    modeWeight = b.parameter("mode.weight", Packing.conv(MODE), Init.fanIn(MODE.patch()));
    dModeWeight = b.parameterGradient("mode.weight");
    modeBias = b.parameter("mode.bias", Packing.vector(Shape.units(2)), Init.fanIn(MODE.patch()));
    dModeBias = b.parameterGradient("mode.bias");
    modeConvPrepared = b.prepared(MODE);
    mode_ = b.activation(944, 0, 50);
    b.layer("mode", Shape.image(2, 5, 5), mode_);

    // Mode
    ModeWeight = b.parameter("Mode.weight", Packing.conv(MODE_), Init.fanIn(MODE_.patch()));
    dModeWeight_ = b.parameterGradient("Mode.weight");
    ModeBias = b.parameter("Mode.bias", Packing.vector(Shape.units(2)), Init.fanIn(MODE_.patch()));
    dModeBias_ = b.parameterGradient("Mode.bias");
    ModeConvPrepared = b.prepared(MODE_);
    Mode_ = b.activation(1_008, 64, 50);
    b.layer("Mode", Shape.image(2, 5, 5), Mode_);

    // batch
    batchWeight = b.parameter("batch.weight", Packing.conv(BATCH), Init.fanIn(BATCH.patch()));
    dBatchWeight = b.parameterGradient("batch.weight");
    batchBias = b.parameter("batch.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(BATCH.patch()));
    dBatchBias = b.parameterGradient("batch.bias");
    batchConvPrepared = b.prepared(BATCH);
    batch_ = b.activation(1_072, 0, 50);
    b.layer("batch", Shape.image(2, 5, 5), batch_);

    // b
    bWeight = b.parameter("b.weight", Packing.conv(B), Init.fanIn(B.patch()));
    dBWeight = b.parameterGradient("b.weight");
    bBias = b.parameter("b.bias", Packing.vector(Shape.units(2)), Init.fanIn(B.patch()));
    dBBias = b.parameterGradient("b.bias");
    bConvPrepared = b.prepared(B);
    b_ = b.activation(1_136, 64, 50);
    b.layer("b", Shape.image(2, 5, 5), b_);

    // settings
    settingsWeight = b.parameter("settings.weight", Packing.conv(SETTINGS),
        Init.fanIn(SETTINGS.patch()));
    dSettingsWeight = b.parameterGradient("settings.weight");
    settingsBias = b.parameter("settings.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(SETTINGS.patch()));
    dSettingsBias = b.parameterGradient("settings.bias");
    settingsConvPrepared = b.prepared(SETTINGS);
    settings_ = b.activation(1_200, 0, 50);
    b.layer("settings", Shape.image(2, 5, 5), settings_);

    // model
    modelWeight = b.parameter("model.weight", Packing.conv(MODEL), Init.fanIn(MODEL.patch()));
    dModelWeight = b.parameterGradient("model.weight");
    modelBias = b.parameter("model.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(MODEL.patch()));
    dModelBias = b.parameterGradient("model.bias");
    modelConvPrepared = b.prepared(MODEL);
    model_ = b.activation(1_264, 64, 50);
    b.layer("model", Shape.image(2, 5, 5), model_);

    // Tensor
    TensorWeight = b.parameter("Tensor.weight", Packing.conv(TENSOR), Init.fanIn(TENSOR.patch()));
    dTensorWeight = b.parameterGradient("Tensor.weight");
    TensorBias = b.parameter("Tensor.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(TENSOR.patch()));
    dTensorBias = b.parameterGradient("Tensor.bias");
    TensorConvPrepared = b.prepared(TENSOR);
    Tensor_ = b.activation(1_328, 0, 50);
    b.layer("Tensor", Shape.image(2, 5, 5), Tensor_);

    // native_
    native_Weight = b.parameter("native_.weight", Packing.conv(NATIVE_),
        Init.fanIn(NATIVE_.patch()));
    dNative_Weight = b.parameterGradient("native_.weight");
    native_Bias = b.parameter("native_.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(NATIVE_.patch()));
    dNative_Bias = b.parameterGradient("native_.bias");
    native_ConvPrepared = b.prepared(NATIVE_);
    native_ = b.activation(1_392, 64, 50);
    b.layer("native_", Shape.image(2, 5, 5), native_);

    // OVERWRITE
    OVERWRITEWeight = b.parameter("OVERWRITE.weight", Packing.conv(OVERWRITE__),
        Init.fanIn(OVERWRITE__.patch()));
    dOVERWRITEWeight = b.parameterGradient("OVERWRITE.weight");
    OVERWRITEBias = b.parameter("OVERWRITE.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(OVERWRITE__.patch()));
    dOVERWRITEBias = b.parameterGradient("OVERWRITE.bias");
    OVERWRITEConvPrepared = b.prepared(OVERWRITE__);
    OVERWRITE_ = b.activation(1_456, 0, 50);
    b.layer("OVERWRITE", Shape.image(2, 5, 5), OVERWRITE_);

    // NETWORK
    NETWORKWeight = b.parameter("NETWORK.weight", Packing.conv(NETWORK__),
        Init.fanIn(NETWORK__.patch()));
    dNETWORKWeight = b.parameterGradient("NETWORK.weight");
    NETWORKBias = b.parameter("NETWORK.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(NETWORK__.patch()));
    dNETWORKBias = b.parameterGradient("NETWORK.bias");
    NETWORKConvPrepared = b.prepared(NETWORK__);
    NETWORK_ = b.activation(1_520, 64, 50);
    b.layer("NETWORK", Shape.image(2, 5, 5), NETWORK_);

    // dev
    devWeight = b.parameter("dev.weight", Packing.conv(DEV), Init.fanIn(DEV.patch()));
    dDevWeight = b.parameterGradient("dev.weight");
    devBias = b.parameter("dev.bias", Packing.vector(Shape.units(2)), Init.fanIn(DEV.patch()));
    dDevBias = b.parameterGradient("dev.bias");
    devConvPrepared = b.prepared(DEV);
    dev_ = b.activation(1_584, 0, 50);
    b.layer("dev", Shape.image(2, 5, 5), dev_);

    // java
    javaWeight = b.parameter("java.weight", Packing.conv(JAVA), Init.fanIn(JAVA.patch()));
    dJavaWeight = b.parameterGradient("java.weight");
    javaBias = b.parameter("java.bias", Packing.vector(Shape.units(2)), Init.fanIn(JAVA.patch()));
    dJavaBias = b.parameterGradient("java.bias");
    javaConvPrepared = b.prepared(JAVA);
    java_ = b.activation(1_648, 64, 50);
    b.layer("java", Shape.image(2, 5, 5), java_);

    // forward
    forwardWeight = b.parameter("forward.weight", Packing.conv(FORWARD),
        Init.fanIn(FORWARD.patch()));
    dForwardWeight = b.parameterGradient("forward.weight");
    forwardBias = b.parameter("forward.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(FORWARD.patch()));
    dForwardBias = b.parameterGradient("forward.bias");
    forwardConvPrepared = b.prepared(FORWARD);
    forward = b.activation(1_712, 0, 50);
    b.layer("forward", Shape.image(2, 5, 5), forward);

    // c1Forward
    c1ForwardWeight = b.parameter("c1Forward.weight", Packing.conv(C1_FORWARD),
        Init.fanIn(C1_FORWARD.patch()));
    dC1ForwardWeight = b.parameterGradient("c1Forward.weight");
    c1ForwardBias = b.parameter("c1Forward.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(C1_FORWARD.patch()));
    dC1ForwardBias = b.parameterGradient("c1Forward.bias");
    c1ForwardConvPrepared = b.prepared(C1_FORWARD);
    c1Forward = b.activation(1_776, 64, 50);
    b.layer("c1Forward", Shape.image(2, 5, 5), c1Forward);

    // слой
    слойWeight = b.parameter("слой.weight", Packing.conv(СЛОЙ), Init.fanIn(СЛОЙ.patch()));
    dСлойWeight = b.parameterGradient("слой.weight");
    слойBias = b.parameter("слой.bias", Packing.vector(Shape.units(2)), Init.fanIn(СЛОЙ.patch()));
    dСлойBias = b.parameterGradient("слой.bias");
    слойConvPrepared = b.prepared(СЛОЙ);
    слой = b.activation(1_840, 0, 50);
    b.layer("слой", Shape.image(2, 5, 5), слой);

    // $
    $Weight = b.parameter("$.weight", Packing.conv($_), Init.fanIn($_.patch()));
    d$Weight = b.parameterGradient("$.weight");
    $Bias = b.parameter("$.bias", Packing.vector(Shape.units(2)), Init.fanIn($_.patch()));
    d$Bias = b.parameterGradient("$.bias");
    $ConvPrepared = b.prepared($_);
    $ = b.activation(1_904, 64, 50);
    b.layer("$", Shape.image(2, 5, 5), $);

    // $L
    $LWeight = b.parameter("$L.weight", Packing.conv($L_), Init.fanIn($L_.patch()));
    d$LWeight = b.parameterGradient("$L.weight");
    $LBias = b.parameter("$L.bias", Packing.vector(Shape.units(2)), Init.fanIn($L_.patch()));
    d$LBias = b.parameterGradient("$L.bias");
    $LConvPrepared = b.prepared($L_);
    $L = b.activation(1_968, 0, 50);
    b.layer("$L", Shape.image(2, 5, 5), $L);

    // __
    __Weight = b.parameter("__.weight", Packing.conv(___), Init.fanIn(___.patch()));
    d__Weight = b.parameterGradient("__.weight");
    __Bias = b.parameter("__.bias", Packing.vector(Shape.units(2)), Init.fanIn(___.patch()));
    d__Bias = b.parameterGradient("__.bias");
    __ConvPrepared = b.prepared(___);
    __ = b.activation(2_032, 64, 50);
    b.layer("__", Shape.image(2, 5, 5), __);

    // record
    recordWeight = b.parameter("record.weight", Packing.conv(RECORD), Init.fanIn(RECORD.patch()));
    dRecordWeight = b.parameterGradient("record.weight");
    recordBias = b.parameter("record.bias", Packing.vector(Shape.units(2)),
        Init.fanIn(RECORD.patch()));
    dRecordBias = b.parameterGradient("record.bias");
    recordConv = b.activation(208, -1, 50);
    recordConvPrepared = b.prepared(RECORD);
    record = b.activation(2_096, 0, 50);
    b.layer("record", Shape.image(2, 5, 5), record);
    dRecord = b.gradient(272, 50);
    d__ = b.gradient(336, 50);
    d$L = b.gradient(208, 50);
    d$ = b.gradient(272, 50);
    dСлой = b.gradient(208, 50);
    dC1Forward = b.gradient(272, 50);
    dForward = b.gradient(208, 50);
    dJava_ = b.gradient(272, 50);
    dDev_ = b.gradient(208, 50);
    dNETWORK_ = b.gradient(272, 50);
    dOVERWRITE_ = b.gradient(208, 50);
    dNative_ = b.gradient(272, 50);
    dTensor_ = b.gradient(208, 50);
    dModel_ = b.gradient(272, 50);
    dSettings_ = b.gradient(208, 50);
    dB_ = b.gradient(272, 50);
    dBatch_ = b.gradient(208, 50);
    dMode_ = b.gradient(272, 50);
    dMode__ = b.gradient(208, 50);
    dInput_ = b.gradient(272, 50);
    dC1Conv = b.gradient(208, 50);
    dDC1 = b.gradient(272, 50);
    dC1_ = b.gradient(208, 50);
    dC1__ = b.gradient(2_160, 50);
    dC1Conv_ = b.gradient(208, 200);
    bound(input, record, dRecord);
  }

  /**
   * Starts to build a model.
   *
   * @return a builder with usual settings
   */
  public static ModelBuilder<NamesModel> builder() {
    return new ModelBuilder<>(NamesModel::new);
  }

  @Override
  public Layer c1() {
    return layer(0);
  }

  @Override
  public Layer C1() {
    return layer(1);
  }

  @Override
  public Layer dC1() {
    return layer(2);
  }

  @Override
  public Layer c1Conv() {
    return layer(3);
  }

  @Override
  public Layer input() {
    return layer(4);
  }

  @Override
  public Layer mode() {
    return layer(5);
  }

  @Override
  public Layer Mode() {
    return layer(6);
  }

  @Override
  public Layer batch() {
    return layer(7);
  }

  @Override
  public Layer b() {
    return layer(8);
  }

  @Override
  public Layer settings() {
    return layer(9);
  }

  @Override
  public Layer model() {
    return layer(10);
  }

  @Override
  public Layer Tensor() {
    return layer(11);
  }

  @Override
  public Layer native_() {
    return layer(12);
  }

  @Override
  public Layer OVERWRITE() {
    return layer(13);
  }

  @Override
  public Layer NETWORK() {
    return layer(14);
  }

  @Override
  public Layer dev() {
    return layer(15);
  }

  @Override
  public Layer java() {
    return layer(16);
  }

  @Override
  public Layer forward() {
    return layer(17);
  }

  @Override
  public Layer c1Forward() {
    return layer(18);
  }

  @Override
  public Layer слой() {
    return layer(19);
  }

  @Override
  public Layer $() {
    return layer(20);
  }

  @Override
  public Layer $L() {
    return layer(21);
  }

  @Override
  public Layer __() {
    return layer(22);
  }

  @Override
  public Layer record() {
    return layer(23);
  }

  @Override
  protected void prepare() {
    kernels.conv2dPrepare(c1ConvPrepared, c1Weight, c1Bias, C1_);
    kernels.conv2dPrepare(C1ConvPrepared, C1Weight, C1Bias, C1__);
    kernels.conv2dPrepare(dC1ConvPrepared, dC1Weight__, dC1Bias__, D_C1);
    kernels.conv2dPrepare(c1ConvConvPrepared, c1ConvWeight, c1ConvBias, C1_CONV);
    kernels.conv2dPrepare(inputConvPrepared, inputWeight, inputBias, INPUT);
    kernels.conv2dPrepare(modeConvPrepared, modeWeight, modeBias, MODE);
    kernels.conv2dPrepare(ModeConvPrepared, ModeWeight, ModeBias, MODE_);
    kernels.conv2dPrepare(batchConvPrepared, batchWeight, batchBias, BATCH);
    kernels.conv2dPrepare(bConvPrepared, bWeight, bBias, B);
    kernels.conv2dPrepare(settingsConvPrepared, settingsWeight, settingsBias, SETTINGS);
    kernels.conv2dPrepare(modelConvPrepared, modelWeight, modelBias, MODEL);
    kernels.conv2dPrepare(TensorConvPrepared, TensorWeight, TensorBias, TENSOR);
    kernels.conv2dPrepare(native_ConvPrepared, native_Weight, native_Bias, NATIVE_);
    kernels.conv2dPrepare(OVERWRITEConvPrepared, OVERWRITEWeight, OVERWRITEBias, OVERWRITE__);
    kernels.conv2dPrepare(NETWORKConvPrepared, NETWORKWeight, NETWORKBias, NETWORK__);
    kernels.conv2dPrepare(devConvPrepared, devWeight, devBias, DEV);
    kernels.conv2dPrepare(javaConvPrepared, javaWeight, javaBias, JAVA);
    kernels.conv2dPrepare(forwardConvPrepared, forwardWeight, forwardBias, FORWARD);
    kernels.conv2dPrepare(c1ForwardConvPrepared, c1ForwardWeight, c1ForwardBias, C1_FORWARD);
    kernels.conv2dPrepare(слойConvPrepared, слойWeight, слойBias, СЛОЙ);
    kernels.conv2dPrepare($ConvPrepared, $Weight, $Bias, $_);
    kernels.conv2dPrepare($LConvPrepared, $LWeight, $LBias, $L_);
    kernels.conv2dPrepare(__ConvPrepared, __Weight, __Bias, ___);
    kernels.conv2dPrepare(recordConvPrepared, recordWeight, recordBias, RECORD);
  }

  @Override
  protected void forward(Mode mode, int batch) {
    c1Forward(mode, batch);
    C1Forward(mode, batch);
    dC1Forward(mode, batch);
    c1ConvForward(mode, batch);
    inputForward(mode, batch);
    modeForward(mode, batch);
    ModeForward(mode, batch);
    batchForward(mode, batch);
    bForward(mode, batch);
    settingsForward(mode, batch);
    modelForward(mode, batch);
    TensorForward(mode, batch);
    native_Forward(mode, batch);
    OVERWRITEForward(mode, batch);
    NETWORKForward(mode, batch);
    devForward(mode, batch);
    javaForward(mode, batch);
    forwardForward(mode, batch);
    c1ForwardForward(mode, batch);
    слойForward(mode, batch);
    $Forward(mode, batch);
    $LForward(mode, batch);
    __Forward(mode, batch);
    recordForward(mode, batch);
  }

  @Override
  protected void backward(int batch) {
    recordBackward(batch);
    __Backward(batch);
    $LBackward(batch);
    $Backward(batch);
    слойBackward(batch);
    c1ForwardBackward(batch);
    forwardBackward(batch);
    javaBackward(batch);
    devBackward(batch);
    NETWORKBackward(batch);
    OVERWRITEBackward(batch);
    native_Backward(batch);
    TensorBackward(batch);
    modelBackward(batch);
    settingsBackward(batch);
    bBackward(batch);
    batchBackward(batch);
    ModeBackward(batch);
    modeBackward(batch);
    inputBackward(batch);
    c1ConvBackward(batch);
    dC1Backward(batch);
    C1Backward(batch);
    c1Backward(batch);
  }

  /**
   * conv 3×3 (direct), tanh, max pool 2×2: 1×12×12 → 2×5×5.
   * Overwrites c1Conv_, c1 and c1Argmax.
   */
  private void c1Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(0);
      kernels.conv2dForward(c1Conv_, input, c1Weight, c1Bias, C1_, Activation.TANH, 0f, batch);
      step(1);
      kernels.maxPoolForward(c1, c1Argmax, c1Conv_, C1_POOL, batch);
    } else {
      step(1);
      kernels.conv2dMaxPoolForwardPrepared(c1, input, c1ConvPrepared, C1_, Activation.TANH, 0f,
          C1_POOL, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites C1.
   */
  private void C1Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(2);
      kernels.conv2dForward(C1, c1, C1Weight, C1Bias, C1__, Activation.TANH, 0f, batch);
    } else {
      step(2);
      kernels.conv2dForwardPrepared(C1, c1, C1ConvPrepared, Tensor.NONE, C1__, Activation.TANH, 0f,
          batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites dC1.
   */
  private void dC1Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(3);
      kernels.conv2dForward(dC1, C1, dC1Weight__, dC1Bias__, D_C1, Activation.TANH, 0f, batch);
    } else {
      step(3);
      kernels.conv2dForwardPrepared(dC1, C1, dC1ConvPrepared, Tensor.NONE, D_C1, Activation.TANH,
          0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites c1Conv.
   */
  private void c1ConvForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(4);
      kernels.conv2dForward(c1Conv, dC1, c1ConvWeight, c1ConvBias, C1_CONV, Activation.TANH, 0f,
          batch);
    } else {
      step(4);
      kernels.conv2dForwardPrepared(c1Conv, dC1, c1ConvConvPrepared, Tensor.NONE, C1_CONV,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites input_.
   */
  private void inputForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(5);
      kernels.conv2dForward(input_, c1Conv, inputWeight, inputBias, INPUT, Activation.TANH, 0f,
          batch);
    } else {
      step(5);
      kernels.conv2dForwardPrepared(input_, c1Conv, inputConvPrepared, Tensor.NONE, INPUT,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites mode_.
   */
  private void modeForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(6);
      kernels.conv2dForward(mode_, input_, modeWeight, modeBias, MODE, Activation.TANH, 0f, batch);
    } else {
      step(6);
      kernels.conv2dForwardPrepared(mode_, input_, modeConvPrepared, Tensor.NONE, MODE,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites Mode_.
   */
  private void ModeForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(7);
      kernels.conv2dForward(Mode_, mode_, ModeWeight, ModeBias, MODE_, Activation.TANH, 0f, batch);
    } else {
      step(7);
      kernels.conv2dForwardPrepared(Mode_, mode_, ModeConvPrepared, Tensor.NONE, MODE_,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites batch_.
   */
  private void batchForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(8);
      kernels.conv2dForward(batch_, Mode_, batchWeight, batchBias, BATCH, Activation.TANH, 0f,
          batch);
    } else {
      step(8);
      kernels.conv2dForwardPrepared(batch_, Mode_, batchConvPrepared, Tensor.NONE, BATCH,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites b_.
   */
  private void bForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(9);
      kernels.conv2dForward(b_, batch_, bWeight, bBias, B, Activation.TANH, 0f, batch);
    } else {
      step(9);
      kernels.conv2dForwardPrepared(b_, batch_, bConvPrepared, Tensor.NONE, B, Activation.TANH, 0f,
          batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites settings_.
   */
  private void settingsForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(10);
      kernels.conv2dForward(settings_, b_, settingsWeight, settingsBias, SETTINGS, Activation.TANH,
          0f, batch);
    } else {
      step(10);
      kernels.conv2dForwardPrepared(settings_, b_, settingsConvPrepared, Tensor.NONE, SETTINGS,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites model_.
   */
  private void modelForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(11);
      kernels.conv2dForward(model_, settings_, modelWeight, modelBias, MODEL, Activation.TANH, 0f,
          batch);
    } else {
      step(11);
      kernels.conv2dForwardPrepared(model_, settings_, modelConvPrepared, Tensor.NONE, MODEL,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites Tensor_.
   */
  private void TensorForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(12);
      kernels.conv2dForward(Tensor_, model_, TensorWeight, TensorBias, TENSOR, Activation.TANH, 0f,
          batch);
    } else {
      step(12);
      kernels.conv2dForwardPrepared(Tensor_, model_, TensorConvPrepared, Tensor.NONE, TENSOR,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites native_.
   */
  private void native_Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(13);
      kernels.conv2dForward(native_, Tensor_, native_Weight, native_Bias, NATIVE_, Activation.TANH,
          0f, batch);
    } else {
      step(13);
      kernels.conv2dForwardPrepared(native_, Tensor_, native_ConvPrepared, Tensor.NONE, NATIVE_,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites OVERWRITE_.
   */
  private void OVERWRITEForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(14);
      kernels.conv2dForward(OVERWRITE_, native_, OVERWRITEWeight, OVERWRITEBias, OVERWRITE__,
          Activation.TANH, 0f, batch);
    } else {
      step(14);
      kernels.conv2dForwardPrepared(OVERWRITE_, native_, OVERWRITEConvPrepared, Tensor.NONE,
          OVERWRITE__, Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites NETWORK_.
   */
  private void NETWORKForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(15);
      kernels.conv2dForward(NETWORK_, OVERWRITE_, NETWORKWeight, NETWORKBias, NETWORK__,
          Activation.TANH, 0f, batch);
    } else {
      step(15);
      kernels.conv2dForwardPrepared(NETWORK_, OVERWRITE_, NETWORKConvPrepared, Tensor.NONE,
          NETWORK__, Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites dev_.
   */
  private void devForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(16);
      kernels.conv2dForward(dev_, NETWORK_, devWeight, devBias, DEV, Activation.TANH, 0f, batch);
    } else {
      step(16);
      kernels.conv2dForwardPrepared(dev_, NETWORK_, devConvPrepared, Tensor.NONE, DEV,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites java_.
   */
  private void javaForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(17);
      kernels.conv2dForward(java_, dev_, javaWeight, javaBias, JAVA, Activation.TANH, 0f, batch);
    } else {
      step(17);
      kernels.conv2dForwardPrepared(java_, dev_, javaConvPrepared, Tensor.NONE, JAVA,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites forward.
   */
  private void forwardForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(18);
      kernels.conv2dForward(forward, java_, forwardWeight, forwardBias, FORWARD, Activation.TANH,
          0f, batch);
    } else {
      step(18);
      kernels.conv2dForwardPrepared(forward, java_, forwardConvPrepared, Tensor.NONE, FORWARD,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites c1Forward.
   */
  private void c1ForwardForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(19);
      kernels.conv2dForward(c1Forward, forward, c1ForwardWeight, c1ForwardBias, C1_FORWARD,
          Activation.TANH, 0f, batch);
    } else {
      step(19);
      kernels.conv2dForwardPrepared(c1Forward, forward, c1ForwardConvPrepared, Tensor.NONE,
          C1_FORWARD, Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites слой.
   */
  private void слойForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(20);
      kernels.conv2dForward(слой, c1Forward, слойWeight, слойBias, СЛОЙ, Activation.TANH, 0f,
          batch);
    } else {
      step(20);
      kernels.conv2dForwardPrepared(слой, c1Forward, слойConvPrepared, Tensor.NONE, СЛОЙ,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites $.
   */
  private void $Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(21);
      kernels.conv2dForward($, слой, $Weight, $Bias, $_, Activation.TANH, 0f, batch);
    } else {
      step(21);
      kernels.conv2dForwardPrepared($, слой, $ConvPrepared, Tensor.NONE, $_, Activation.TANH, 0f,
          batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites $L.
   */
  private void $LForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(22);
      kernels.conv2dForward($L, $, $LWeight, $LBias, $L_, Activation.TANH, 0f, batch);
    } else {
      step(22);
      kernels.conv2dForwardPrepared($L, $, $LConvPrepared, Tensor.NONE, $L_, Activation.TANH, 0f,
          batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh: 2×5×5 → 2×5×5.
   * Overwrites __.
   */
  private void __Forward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(23);
      kernels.conv2dForward(__, $L, __Weight, __Bias, ___, Activation.TANH, 0f, batch);
    } else {
      step(23);
      kernels.conv2dForwardPrepared(__, $L, __ConvPrepared, Tensor.NONE, ___, Activation.TANH, 0f,
          batch);
    }
  }

  /**
   * conv 1×1 (pointwise), tanh, dropout 0.5: 2×5×5 → 2×5×5.
   * Overwrites recordConv and record.
   */
  private void recordForward(Mode mode, int batch) {
    if (mode == Mode.TRAINING) {
      step(24);
      kernels.conv2dForward(recordConv, __, recordWeight, recordBias, RECORD, Activation.TANH, 0f,
          batch);
      step(25);
      kernels.dropoutForward(record, recordConv, 0.5f, dropoutSeed(0), 50, batch);
    } else {
      step(25);
      kernels.conv2dForwardPrepared(record, __, recordConvPrepared, Tensor.NONE, RECORD,
          Activation.TANH, 0f, batch);
    }
  }

  /**
   * Overwrites dRecord, dRecordWeight, dRecordBias and d__.
   */
  private void recordBackward(int batch) {
    step(25);
    kernels.dropoutBackward(dRecord, dRecord, 0.5f, dropoutSeed(0), 50, OVERWRITE, batch);
    step(24);
    kernels.activationBackward(dRecord, dRecord, recordConv, Activation.TANH, 0f, 50, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dRecordWeight, dRecordBias, dRecord, __, RECORD, batch);
    kernels.conv2dBackwardInput(d__, dRecord, recordWeight, RECORD, OVERWRITE, batch);
  }

  /**
   * Overwrites d__, d__Weight, d__Bias and d$L.
   */
  private void __Backward(int batch) {
    step(23);
    kernels.activationBackward(d__, d__, __, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(d__Weight, d__Bias, d__, $L, ___, batch);
    kernels.conv2dBackwardInput(d$L, d__, __Weight, ___, OVERWRITE, batch);
  }

  /**
   * Overwrites d$L, d$LWeight, d$LBias and d$.
   */
  private void $LBackward(int batch) {
    step(22);
    kernels.activationBackward(d$L, d$L, $L, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(d$LWeight, d$LBias, d$L, $, $L_, batch);
    kernels.conv2dBackwardInput(d$, d$L, $LWeight, $L_, OVERWRITE, batch);
  }

  /**
   * Overwrites d$, d$Weight, d$Bias and dСлой.
   */
  private void $Backward(int batch) {
    step(21);
    kernels.activationBackward(d$, d$, $, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(d$Weight, d$Bias, d$, слой, $_, batch);
    kernels.conv2dBackwardInput(dСлой, d$, $Weight, $_, OVERWRITE, batch);
  }

  /**
   * Overwrites dСлой, dСлойWeight, dСлойBias and dC1Forward.
   */
  private void слойBackward(int batch) {
    step(20);
    kernels.activationBackward(dСлой, dСлой, слой, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dСлойWeight, dСлойBias, dСлой, c1Forward, СЛОЙ, batch);
    kernels.conv2dBackwardInput(dC1Forward, dСлой, слойWeight, СЛОЙ, OVERWRITE, batch);
  }

  /**
   * Overwrites dC1Forward, dC1ForwardWeight, dC1ForwardBias and dForward.
   */
  private void c1ForwardBackward(int batch) {
    step(19);
    kernels.activationBackward(dC1Forward, dC1Forward, c1Forward, Activation.TANH, 0f, 50,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dC1ForwardWeight, dC1ForwardBias, dC1Forward, forward, C1_FORWARD,
        batch);
    kernels.conv2dBackwardInput(dForward, dC1Forward, c1ForwardWeight, C1_FORWARD, OVERWRITE,
        batch);
  }

  /**
   * Overwrites dForward, dForwardWeight, dForwardBias and dJava_.
   */
  private void forwardBackward(int batch) {
    step(18);
    kernels.activationBackward(dForward, dForward, forward, Activation.TANH, 0f, 50, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dForwardWeight, dForwardBias, dForward, java_, FORWARD, batch);
    kernels.conv2dBackwardInput(dJava_, dForward, forwardWeight, FORWARD, OVERWRITE, batch);
  }

  /**
   * Overwrites dJava_, dJavaWeight, dJavaBias and dDev_.
   */
  private void javaBackward(int batch) {
    step(17);
    kernels.activationBackward(dJava_, dJava_, java_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dJavaWeight, dJavaBias, dJava_, dev_, JAVA, batch);
    kernels.conv2dBackwardInput(dDev_, dJava_, javaWeight, JAVA, OVERWRITE, batch);
  }

  /**
   * Overwrites dDev_, dDevWeight, dDevBias and dNETWORK_.
   */
  private void devBackward(int batch) {
    step(16);
    kernels.activationBackward(dDev_, dDev_, dev_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dDevWeight, dDevBias, dDev_, NETWORK_, DEV, batch);
    kernels.conv2dBackwardInput(dNETWORK_, dDev_, devWeight, DEV, OVERWRITE, batch);
  }

  /**
   * Overwrites dNETWORK_, dNETWORKWeight, dNETWORKBias and dOVERWRITE_.
   */
  private void NETWORKBackward(int batch) {
    step(15);
    kernels.activationBackward(dNETWORK_, dNETWORK_, NETWORK_, Activation.TANH, 0f, 50, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dNETWORKWeight, dNETWORKBias, dNETWORK_, OVERWRITE_, NETWORK__,
        batch);
    kernels.conv2dBackwardInput(dOVERWRITE_, dNETWORK_, NETWORKWeight, NETWORK__, OVERWRITE, batch);
  }

  /**
   * Overwrites dOVERWRITE_, dOVERWRITEWeight, dOVERWRITEBias and dNative_.
   */
  private void OVERWRITEBackward(int batch) {
    step(14);
    kernels.activationBackward(dOVERWRITE_, dOVERWRITE_, OVERWRITE_, Activation.TANH, 0f, 50,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dOVERWRITEWeight, dOVERWRITEBias, dOVERWRITE_, native_,
        OVERWRITE__, batch);
    kernels.conv2dBackwardInput(dNative_, dOVERWRITE_, OVERWRITEWeight, OVERWRITE__, OVERWRITE,
        batch);
  }

  /**
   * Overwrites dNative_, dNative_Weight, dNative_Bias and dTensor_.
   */
  private void native_Backward(int batch) {
    step(13);
    kernels.activationBackward(dNative_, dNative_, native_, Activation.TANH, 0f, 50, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dNative_Weight, dNative_Bias, dNative_, Tensor_, NATIVE_, batch);
    kernels.conv2dBackwardInput(dTensor_, dNative_, native_Weight, NATIVE_, OVERWRITE, batch);
  }

  /**
   * Overwrites dTensor_, dTensorWeight, dTensorBias and dModel_.
   */
  private void TensorBackward(int batch) {
    step(12);
    kernels.activationBackward(dTensor_, dTensor_, Tensor_, Activation.TANH, 0f, 50, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dTensorWeight, dTensorBias, dTensor_, model_, TENSOR, batch);
    kernels.conv2dBackwardInput(dModel_, dTensor_, TensorWeight, TENSOR, OVERWRITE, batch);
  }

  /**
   * Overwrites dModel_, dModelWeight, dModelBias and dSettings_.
   */
  private void modelBackward(int batch) {
    step(11);
    kernels.activationBackward(dModel_, dModel_, model_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dModelWeight, dModelBias, dModel_, settings_, MODEL, batch);
    kernels.conv2dBackwardInput(dSettings_, dModel_, modelWeight, MODEL, OVERWRITE, batch);
  }

  /**
   * Overwrites dSettings_, dSettingsWeight, dSettingsBias and dB_.
   */
  private void settingsBackward(int batch) {
    step(10);
    kernels.activationBackward(dSettings_, dSettings_, settings_, Activation.TANH, 0f, 50,
        OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dSettingsWeight, dSettingsBias, dSettings_, b_, SETTINGS, batch);
    kernels.conv2dBackwardInput(dB_, dSettings_, settingsWeight, SETTINGS, OVERWRITE, batch);
  }

  /**
   * Overwrites dB_, dBWeight, dBBias and dBatch_.
   */
  private void bBackward(int batch) {
    step(9);
    kernels.activationBackward(dB_, dB_, b_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dBWeight, dBBias, dB_, batch_, B, batch);
    kernels.conv2dBackwardInput(dBatch_, dB_, bWeight, B, OVERWRITE, batch);
  }

  /**
   * Overwrites dBatch_, dBatchWeight, dBatchBias and dMode_.
   */
  private void batchBackward(int batch) {
    step(8);
    kernels.activationBackward(dBatch_, dBatch_, batch_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dBatchWeight, dBatchBias, dBatch_, Mode_, BATCH, batch);
    kernels.conv2dBackwardInput(dMode_, dBatch_, batchWeight, BATCH, OVERWRITE, batch);
  }

  /**
   * Overwrites dMode_, dModeWeight_, dModeBias_ and dMode__.
   */
  private void ModeBackward(int batch) {
    step(7);
    kernels.activationBackward(dMode_, dMode_, Mode_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dModeWeight_, dModeBias_, dMode_, mode_, MODE_, batch);
    kernels.conv2dBackwardInput(dMode__, dMode_, ModeWeight, MODE_, OVERWRITE, batch);
  }

  /**
   * Overwrites dMode__, dModeWeight, dModeBias and dInput_.
   */
  private void modeBackward(int batch) {
    step(6);
    kernels.activationBackward(dMode__, dMode__, mode_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dModeWeight, dModeBias, dMode__, input_, MODE, batch);
    kernels.conv2dBackwardInput(dInput_, dMode__, modeWeight, MODE, OVERWRITE, batch);
  }

  /**
   * Overwrites dInput_, dInputWeight, dInputBias and dC1Conv.
   */
  private void inputBackward(int batch) {
    step(5);
    kernels.activationBackward(dInput_, dInput_, input_, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dInputWeight, dInputBias, dInput_, c1Conv, INPUT, batch);
    kernels.conv2dBackwardInput(dC1Conv, dInput_, inputWeight, INPUT, OVERWRITE, batch);
  }

  /**
   * Overwrites dC1Conv, dC1ConvWeight, dC1ConvBias and dDC1.
   */
  private void c1ConvBackward(int batch) {
    step(4);
    kernels.activationBackward(dC1Conv, dC1Conv, c1Conv, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dC1ConvWeight, dC1ConvBias, dC1Conv, dC1, C1_CONV, batch);
    kernels.conv2dBackwardInput(dDC1, dC1Conv, c1ConvWeight, C1_CONV, OVERWRITE, batch);
  }

  /**
   * Overwrites dDC1, dDC1Weight__, dDC1Bias__ and dC1_.
   */
  private void dC1Backward(int batch) {
    step(3);
    kernels.activationBackward(dDC1, dDC1, dC1, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dDC1Weight__, dDC1Bias__, dDC1, C1, D_C1, batch);
    kernels.conv2dBackwardInput(dC1_, dDC1, dC1Weight__, D_C1, OVERWRITE, batch);
  }

  /**
   * Overwrites dC1_, dC1Weight_, dC1Bias_ and dC1__.
   */
  private void C1Backward(int batch) {
    step(2);
    kernels.activationBackward(dC1_, dC1_, C1, Activation.TANH, 0f, 50, OVERWRITE, batch);
    kernels.conv2dBackwardWeight(dC1Weight_, dC1Bias_, dC1_, c1, C1__, batch);
    kernels.conv2dBackwardInput(dC1__, dC1_, C1Weight, C1__, OVERWRITE, batch);
  }

  /**
   * Overwrites dC1Conv_, dC1Weight and dC1Bias.
   */
  private void c1Backward(int batch) {
    step(1);
    kernels.maxPoolBackward(dC1Conv_, dC1__, c1Argmax, C1_POOL, OVERWRITE, batch);
    step(0);
    kernels.activationBackward(dC1Conv_, dC1Conv_, c1Conv_, Activation.TANH, 0f, 200, OVERWRITE,
        batch);
    kernels.conv2dBackwardWeight(dC1Weight, dC1Bias, dC1Conv_, input, C1_, batch);
  }

  @Override
  protected void describe(Plan plan) {
    plan.step("c1", "conv 3×3 (direct), tanh").training(1_800, 344, 20).backward(1_800, 1_144, 20);
    plan.step("c1", "max pool 2×2").training(0, 300, 0).backward(0, 300, 0)
        .inference("conv 3×3 (direct), tanh, max pool 2×2", 1_800, 194, 20);
    plan.step("C1", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("dC1", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("c1Conv", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("input", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("mode", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("Mode", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("batch", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("b", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("settings", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("model", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("Tensor", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("native_", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("OVERWRITE", "conv 1×1 (pointwise), tanh").training(100, 100, 6)
        .backward(200, 400, 10).inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("NETWORK", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("dev", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("java", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("forward", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("c1Forward", "conv 1×1 (pointwise), tanh").training(100, 100, 6)
        .backward(200, 400, 10).inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("слой", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("$", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("$L", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("__", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
    plan.step("record", "conv 1×1 (pointwise), tanh").training(100, 100, 6).backward(200, 400, 10);
    plan.step("record", "dropout 0.5").training(0, 100, 0).backward(0, 100, 0)
        .inference("conv 1×1 (pointwise), tanh", 100, 100, 34);
  }
}
