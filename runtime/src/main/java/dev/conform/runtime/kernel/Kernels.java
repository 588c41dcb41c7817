package dev.conform.runtime.kernel;

/**
 * The operations of a network, forward and backward. One instance belongs to one model and is used
 * by one thread at a time; it spreads its work over the process's {@code Workers}. Nothing is
 * allocated by a call.
 *
 * <p>Unless it says otherwise, an output is overwritten, and an output never shares memory with an
 * input. {@code batch} is the number of images; tensors may be longer than that needs. An argument
 * {@code accumulate} decides whether a gradient is added to what {@code dInput} holds or overwrites
 * it.
 */
public final class Kernels {

  /**
   * Makes the kernels of one model.
   *
   * @param threads how many workers share the work
   * @param workspace scratch, divided evenly among the workers; may be {@link Tensor#NONE}
   */
  public Kernels(int threads, Tensor workspace) {}

  /** The number of processors. */
  public static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * One step of SGD with momentum as in PyTorch: g += wd·p; v = momentum·v + g (v = g in the first
   * step, where velocity is 0); p −= lr·(nesterov ? g + momentum·v : v).
   */
  public void sgdUpdate(
      Tensor parameter,
      Tensor gradient,
      Tensor velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {}

  /**
   * One step of Adam (decoupled = false) or AdamW (decoupled = true) as in PyTorch.
   *
   * @param step from 1, for the bias corrections
   */
  public void adamUpdate(
      Tensor parameter,
      Tensor gradient,
      Tensor mean,
      Tensor variance,
      float lr,
      float beta1,
      float beta2,
      float epsilon,
      float weightDecay,
      boolean decoupled,
      long step,
      long size) {}

  /**
   * Convolves, adds the bias and applies an activation.
   *
   * @param output {@code [batch][outHeight][outWidth][outChannels]}
   * @param input {@code [batch][inHeight][inWidth][inChannels]}
   * @param weight {@code [kernelH][kernelW][inChannels / groups][outChannels]}
   * @param bias {@code [outChannels]} or {@link Tensor#NONE}
   * @param conv the shape
   * @param activation applied last; one whose derivative comes {@linkplain Activation#fromOutput()
   *     from its output}
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void conv2dForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      Conv2d conv,
      Activation activation,
      float slope,
      int batch) {}

  /**
   * dInput (overwritten or accumulated) from dOutput, which is the gradient before the activation.
   */
  public void conv2dBackwardInput(
      Tensor dInput, Tensor dOutput, Tensor weight, Conv2d conv, boolean accumulate, int batch) {}

  /** dWeight and dBias (overwritten; dBias may be NONE). */
  public void conv2dBackwardWeight(
      Tensor dWeight, Tensor dBias, Tensor dOutput, Tensor input, Conv2d conv, int batch) {}

  /**
   * output [batch][units] = input [batch][inputs] · weight [inputs][units] + bias, then activation.
   */
  public void denseForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int inputs,
      int units,
      Activation activation,
      float slope,
      int batch) {}

  public void denseBackwardInput(
      Tensor dInput,
      Tensor dOutput,
      Tensor weight,
      int inputs,
      int units,
      boolean accumulate,
      int batch) {}

  public void denseBackwardWeight(
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      int inputs,
      int units,
      int batch) {}

  /**
   * argmax: one int for each output value, its tap's index in the input image (h · width + w), bits
   * in a float tensor.
   */
  public void maxPoolForward(Tensor output, Tensor argmax, Tensor input, Pool2d pool, int batch) {}

  public void maxPoolBackward(
      Tensor dInput, Tensor dOutput, Tensor argmax, Pool2d pool, boolean accumulate, int batch) {}

  public void averagePoolForward(Tensor output, Tensor input, Pool2d pool, int batch) {}

  public void averagePoolBackward(
      Tensor dInput, Tensor dOutput, Pool2d pool, boolean accumulate, int batch) {}

  /**
   * count = batch · height · width values a channel; weight and bias may be NONE (affine = false).
   */
  public void batchNormForwardTraining(
      Tensor output,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor runningMean,
      Tensor runningVar,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      float momentum,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {}

  public void batchNormForwardInference(
      Tensor output,
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {}

  public void batchNormBackward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {}

  /** output may be the input itself. */
  public void activationForward(
      Tensor output, Tensor input, Activation activation, float slope, long size, int batch) {}

  /**
   * From dOutput.
   *
   * @param saved the forward output where {@link Activation#fromOutput()}, else the forward input
   */
  public void activationBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor saved,
      Activation activation,
      float slope,
      long size,
      boolean accumulate,
      int batch) {}

  /** Value i of the batch is kept by a hash of seed and i: the backward pass needs no mask. */
  public void dropoutForward(
      Tensor output, Tensor input, float rate, long seed, long size, int batch) {}

  public void dropoutBackward(
      Tensor dInput,
      Tensor dOutput,
      float rate,
      long seed,
      long size,
      boolean accumulate,
      int batch) {}

  public void softmaxForward(Tensor output, Tensor input, int channels, long pixels, int batch) {}

  public void softmaxBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor output,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {}
}
