package dev.conform.runtime.kernel;

/**
 * The operations of a network, forward and backward. One instance belongs to one model and is used
 * by one thread at a time; it spreads its work over the process's {@code Workers}. Nothing is
 * allocated by a call, but by the first of its kind.
 *
 * <p>Unless it says otherwise, an output is overwritten, and an output never shares memory with an
 * input. {@code batch} is the number of images; tensors may be longer than that needs. An argument
 * {@code accumulate} decides whether a gradient is added to what {@code dInput} holds or overwrites
 * it; for the gradients of parameters, {@code dWeight} and {@code dBias}, this is said once for all
 * calls by {@link #accumulateParameterGradients}. Tensors lie outside the heap; one that is too
 * short, on the heap or given back is refused by an {@link IllegalArgumentException} or {@link
 * IllegalStateException} that names it.
 *
 * <p>The same call gives the same bits for the same number of threads, implementations and
 * processor: work is cut by shape alone, and partial sums are added in the order of the pieces.
 */
public final class Kernels {

  /** The planes that {@link #interleave} brings together: the colours of a photograph. */
  public static final int PLANES = 3;

  private final Families families;
  private final Engine engine;

  /**
   * Makes the kernels of one model, on the implementations that the process has chosen.
   *
   * @param threads how many workers share the work, the caller included; the same number gives the
   *     same bits
   * @param workspace scratch, divided evenly among the workers: for each, {@link
   *     #workspaceFloats(Conv2d)} of the convolution that needs most, and once {@link
   *     #sharedFloats(Conv2d)} of the one that needs most of these; may be {@link Tensor#NONE}
   *     where there is no convolution
   * @throws IllegalStateException if a system property asks for an implementation that cannot run;
   *     see {@link Backend}
   */
  public Kernels(int threads, Tensor workspace) {
    this(threads, workspace, Backend.chosen());
  }

  /**
   * Makes the kernels of one model on particular implementations.
   *
   * @param threads how many workers share the work
   * @param workspace scratch, as above
   * @param backend the implementations
   */
  public Kernels(int threads, Tensor workspace, Backend backend) {
    engine = new Engine(threads, workspace, backend);
    families = new Families(engine);
  }

  /**
   * Tells that the next calls are a model's first inference, with what it prepares. Soon after the
   * start of the process inner loops do it that need not be compiled first, unless it is too much
   * work for those. The results have the same bits.
   *
   * @param macs multiply-accumulates of the batch
   */
  public void beginInference(long macs) {
    engine.beginInference(macs);
  }

  /** Tells that an inference is over: the next one may have inner loops that are faster then. */
  public void endInference() {
    engine.endInference();
  }

  /**
   * Says whether the gradients of parameters are added to what their memory holds, from the next
   * call on; at first they overwrite it. It is the same for all calls of a backward pass, and so no
   * argument of each.
   *
   * @param accumulate whether to add
   */
  public void accumulateParameterGradients(boolean accumulate) {
    engine.accumulate(accumulate);
  }

  /**
   * Tells whether the gradients of parameters are added to what their memory holds.
   *
   * @return what {@link #accumulateParameterGradients} was told last
   */
  public boolean accumulatesParameterGradients() {
    return engine.accumulates();
  }

  /**
   * Runs the same code on the model's threads, as many as there is work for, and returns when it
   * has ended on each. What it does takes its share from something common to all: a number that
   * they count up.
   *
   * @param work to run, on several threads at the same time
   * @param units that cannot be divided
   * @param floats that are moved
   * @throws RuntimeException what it threw on a thread
   */
  public void run(Runnable work, int units, long floats) {
    engine.run(new CommonJob(work), units, floats / Tensor.ALIGNMENT);
  }

  /**
   * Returns the number of workers where none is given.
   *
   * @return the number of processors
   */
  public static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Tells whether {@link Conv2d.Algorithm#WINOGRAD} can compute a convolution: 3×3 or 5×5, stride
   * and dilation 1, one group, channels in multiples of 16, and less padding than taps.
   *
   * @param conv the shape
   * @return whether it fits
   */
  public static boolean canTile(Conv2d conv) {
    return Winograd.fits(conv);
  }

  /**
   * Returns the scratch that the workers share in a convolution in any direction: for {@link
   * Conv2d.Algorithm#WINOGRAD} the kernels at 36 points, {@code 36 · inChannels · outChannels};
   * else 0.
   *
   * @param conv the shape
   * @return floats
   */
  public static long sharedFloats(Conv2d conv) {
    return conv.algorithm() == Conv2d.Algorithm.WINOGRAD
        ? WinogradFilter.of(conv).kernelFloats(conv)
        : 0;
  }

  /**
   * Returns the scratch that a convolution takes in any direction: W + S, each rounded up to {@link
   * Tensor#ALIGNMENT}. W is the number of weights: a worker's part of their gradient, or the
   * transposed weight. S is 0 for a pointwise convolution (1×1, stride 1, no padding, one group),
   * else the larger of two: a strip of patches, of as many pixels as the output has or as fit into
   * 131,072 floats but at least 256, each {@code patch} long; and one image with its padding, if it
   * has any. For {@link Conv2d.Algorithm#WINOGRAD} it is 36 · (c + 16) + 36 · t · (inChannels +
   * outChannels), where c is the larger number of channels but at least 64, and t, the tiles that
   * are done together, 2¹⁸ / (36 · (inChannels + outChannels)), but 36 to 252, rounded down to a
   * multiple of 6.
   *
   * @param conv the shape
   * @return floats for one worker
   */
  public static long workspaceFloats(Conv2d conv) {
    if (conv.algorithm() == Conv2d.Algorithm.WINOGRAD) {
      return Winograd.pieceFloats(conv);
    }
    long scratch =
        Patches.isPointwise(conv)
            ? 0
            : Math.max((long) Patches.stripPixels(conv) * conv.patch(), Patches.paddedFloats(conv));
    return ConvShape.aligned(ConvShape.weightFloats(conv)) + ConvShape.aligned(scratch);
  }

  /**
   * Returns the scratch that a convolution takes whose output a window slides over while it is
   * made: that of the convolution, and a band of its output, of as many rows as fit into 131,072
   * floats but at least as many as the window is high.
   *
   * @param conv the shape
   * @param window what slides over its output
   * @return floats for one worker
   */
  public static long workspaceFloats(Conv2d conv, Window window) {
    return workspaceFloats(conv) + Band.floats(conv, window);
  }

  /**
   * Makes one step of SGD with momentum as in PyTorch: g += wd·p; v = momentum·v + g (v = g in the
   * first step, where velocity is 0); p −= lr·(nesterov ? g + momentum·v : v).
   *
   * @param parameter read and overwritten, {@code [size]}
   * @param gradient read, {@code [size]}
   * @param velocity read and overwritten, {@code [size]}, zeros before the first step; not touched,
   *     and may be {@link Tensor#NONE}, where momentum is 0
   * @param lr the learning rate
   * @param momentum the part of the velocity that stays
   * @param weightDecay wd above
   * @param nesterov whether to look ahead
   * @param size the number of values
   * @return whether all parameters are finite now
   */
  public boolean sgdUpdate(
      Tensor parameter,
      Tensor gradient,
      Tensor velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {
    return families
        .optimizer()
        .sgd(parameter, gradient, velocity, lr, momentum, weightDecay, nesterov, size);
  }

  /**
   * Makes the step of {@link #sgdUpdate} without a gradient of its own: gradients were added to the
   * velocity, where the last step has left what stays of it. v = velocity + wd·p; p −= lr·v;
   * velocity = momentum·v.
   *
   * @param parameter read and overwritten, {@code [size]}
   * @param velocity read and overwritten, {@code [size]}, zeros before the first gradient is added
   * @param lr the learning rate
   * @param momentum the part of the velocity that stays
   * @param weightDecay wd above
   * @param size the number of values
   * @return whether all parameters are finite now
   */
  public boolean momentumUpdate(
      Tensor parameter, Tensor velocity, float lr, float momentum, float weightDecay, long size) {
    return families.optimizer().momentum(parameter, velocity, lr, momentum, weightDecay, size);
  }

  /**
   * Looks for NaN and infinity.
   *
   * @param values read, {@code [size]}
   * @param size the number of values
   * @return false if one is NaN or infinite
   */
  public boolean areFinite(Tensor values, long size) {
    return families.optimizer().areFinite(values, size);
  }

  /**
   * Makes one step of Adam (Kingma and Ba 2015) or AdamW (Loshchilov and Hutter 2019) as in
   * PyTorch.
   *
   * @param parameter read and overwritten, {@code [size]}
   * @param gradient read, {@code [size]}
   * @param mean read and overwritten, {@code [size]}, zeros before the first step
   * @param variance likewise
   * @param lr the learning rate
   * @param beta1 the part of the mean that stays
   * @param beta2 the part of the variance that stays
   * @param epsilon added to the root of the variance
   * @param weightDecay added to the gradient as wd·p, or taken from the parameter as lr·wd·p
   * @param decoupled the latter: AdamW
   * @param step from 1, for the bias corrections
   * @param size the number of values
   * @return whether all parameters are finite now
   */
  public boolean adamUpdate(
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
      long size) {
    return families
        .optimizer()
        .adam(
            parameter,
            gradient,
            mean,
            variance,
            lr,
            beta1,
            beta2,
            epsilon,
            weightDecay,
            decoupled,
            step,
            size);
  }

  /**
   * Convolves, adds the bias and applies an activation.
   *
   * @param output {@code [batch][outHeight][outWidth][outChannels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][inChannels]}, read
   * @param weight {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param bias {@code [outChannels]}, read, or {@link Tensor#NONE}
   * @param conv the shape
   * @param activation applied last; one whose derivative comes {@linkplain Activation#fromOutput()
   *     from its output} if there is to be a backward pass
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
      int batch) {
    families.convForward().run(output, input, weight, bias, conv, activation, slope, batch);
  }

  /**
   * Brings the parameters of a convolution, and of the batch norm that follows it, into the form in
   * which {@link #conv2dForwardPrepared} reads them.
   *
   * @param prepared overwritten
   * @param weight {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param bias {@code [outChannels]}, read, or {@link Tensor#NONE}
   * @param runningMean {@code [outChannels]}, read
   * @param runningVar {@code [outChannels]}, read
   * @param normWeight {@code [outChannels]}, read, or {@link Tensor#NONE} for 1
   * @param normBias {@code [outChannels]}, read, or {@link Tensor#NONE} for 0
   * @param epsilon added to the variance
   * @param conv the shape
   */
  public void conv2dPrepare(
      Prepared prepared,
      Tensor weight,
      Tensor bias,
      Tensor runningMean,
      Tensor runningVar,
      Tensor normWeight,
      Tensor normBias,
      float epsilon,
      Conv2d conv) {
    families
        .convPreparation()
        .run(prepared, weight, bias, runningMean, runningVar, normWeight, normBias, epsilon, conv);
  }

  /**
   * Brings the parameters of a convolution without a batch norm into the form in which {@link
   * #conv2dForwardPrepared} reads them.
   *
   * @param prepared overwritten
   * @param weight {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param bias {@code [outChannels]}, read, or {@link Tensor#NONE}
   * @param conv the shape
   */
  public void conv2dPrepare(Prepared prepared, Tensor weight, Tensor bias, Conv2d conv) {
    families.convPreparation().run(prepared, weight, bias, conv);
  }

  /**
   * Convolves with prepared parameters, adds a residual and applies an activation: output =
   * f(convolution + bias + residual).
   *
   * @param output {@code [batch][outHeight][outWidth][outChannels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][inChannels]}, read
   * @param prepared as {@link #conv2dPrepare} left it for the same shape, read
   * @param residual like output, read; may be the output itself, or {@link Tensor#NONE}
   * @param conv the shape
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void conv2dForwardPrepared(
      Tensor output,
      Tensor input,
      Prepared prepared,
      Tensor residual,
      Conv2d conv,
      Activation activation,
      float slope,
      int batch) {
    families.convForward().run(output, input, prepared, residual, conv, activation, slope, batch);
  }

  /**
   * Convolves with prepared parameters, applies an activation, and takes the largest value of each
   * window: what {@link #conv2dForwardPrepared} and {@link #maxPoolForward} do, band by band, so
   * that what the convolution makes stays in the cache.
   *
   * @param output {@code [batch][pool.outHeight][pool.outWidth][outChannels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][inChannels]}, read
   * @param prepared as {@link #conv2dPrepare} left it for the same shape, read
   * @param conv the shape, {@link Conv2d.Algorithm#POINTWISE}, or {@link Conv2d.Algorithm#DIRECT}
   *     and not depthwise
   * @param activation applied to the convolution
   * @param slope of LEAKY_RELU, unused otherwise
   * @param pool the shape of the pool; its input is the convolution's output
   * @param batch the number of images
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public void conv2dMaxPoolForwardPrepared(
      Tensor output,
      Tensor input,
      Prepared prepared,
      Conv2d conv,
      Activation activation,
      float slope,
      Pool2d pool,
      int batch) {
    String me = "conv2dMaxPoolForwardPrepared";
    engine.requireWorkspace(conv, pool.window());
    RowSource rows =
        families.convForward().rows(me, input, prepared, conv, activation, slope, batch);
    families.pooling().max(output, rows, conv, pool, batch);
  }

  /**
   * Convolves twice with prepared parameters, the second time depthwise, and applies activations:
   * what two calls of {@link #conv2dForwardPrepared} do, band by band, so that what the first
   * convolution makes stays in the cache. Where that one is {@link Conv2d.Algorithm#POINTWISE},
   * there are fewer images than workers, and all of it fits into their bands, it is made there at
   * once.
   *
   * @param output {@code [batch][outHeight][outWidth][channels]} of the depthwise convolution,
   *     overwritten
   * @param input {@code [batch][inHeight][inWidth][inChannels]} of the first convolution, read
   * @param firstPrepared as {@link #conv2dPrepare} left it for the same shape, read
   * @param first the shape of the first convolution, {@link Conv2d.Algorithm#POINTWISE}, or {@link
   *     Conv2d.Algorithm#DIRECT} and not depthwise
   * @param firstActivation applied to the first convolution
   * @param firstSlope of LEAKY_RELU, unused otherwise
   * @param prepared of the depthwise convolution, likewise
   * @param conv its shape; its input is the first one's output
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public void conv2dDepthwiseForwardPrepared(
      Tensor output,
      Tensor input,
      Prepared firstPrepared,
      Conv2d first,
      Activation firstActivation,
      float firstSlope,
      Prepared prepared,
      Conv2d conv,
      Activation activation,
      float slope,
      int batch) {
    String me = "conv2dDepthwiseForwardPrepared";
    engine.requireWorkspace(first, conv.window());
    RowSource rows =
        families
            .convForward()
            .rows(me, input, firstPrepared, first, firstActivation, firstSlope, batch);
    families.convForward().run(me, output, rows, first, prepared, conv, activation, slope, batch);
  }

  /**
   * Computes the gradient of a convolution's input.
   *
   * @param dInput {@code [batch][inHeight][inWidth][inChannels]}, overwritten or accumulated
   * @param dOutput {@code [batch][outHeight][outWidth][outChannels]}, read: the gradient before the
   *     activation
   * @param weight {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param conv the shape
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void conv2dBackwardInput(
      Tensor dInput, Tensor dOutput, Tensor weight, Conv2d conv, boolean accumulate, int batch) {
    families.convBackwardInput().run(dInput, dOutput, weight, conv, accumulate, batch);
  }

  /**
   * Computes the gradients of a convolution's weight and bias.
   *
   * @param dWeight {@code [kernelH][kernelW][inChannels / groups][outChannels]}, overwritten or
   *     accumulated
   * @param dBias {@code [outChannels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][outHeight][outWidth][outChannels]}, read: the gradient before the
   *     activation
   * @param input {@code [batch][inHeight][inWidth][inChannels]}, read
   * @param conv the shape
   * @param batch the number of images
   */
  public void conv2dBackwardWeight(
      Tensor dWeight, Tensor dBias, Tensor dOutput, Tensor input, Conv2d conv, int batch) {
    families.convBackwardWeight().run(dWeight, dBias, dOutput, input, conv, batch);
  }

  /**
   * Multiplies by a weight, adds the bias and applies an activation.
   *
   * @param output {@code [batch][units]}, overwritten
   * @param input {@code [batch][inputs]}, read
   * @param weight {@code [inputs][units]}, read
   * @param bias {@code [units]}, read, or {@link Tensor#NONE}
   * @param inputs the length of an input
   * @param units the length of an output
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
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
      int batch) {
    families.dense().forward(output, input, weight, bias, inputs, units, activation, slope, batch);
  }

  /**
   * Computes the gradient of a dense layer's input.
   *
   * @param dInput {@code [batch][inputs]}, overwritten or accumulated
   * @param dOutput {@code [batch][units]}, read: the gradient before the activation
   * @param weight {@code [inputs][units]}, read
   * @param inputs the length of an input
   * @param units the length of an output
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void denseBackwardInput(
      Tensor dInput,
      Tensor dOutput,
      Tensor weight,
      int inputs,
      int units,
      boolean accumulate,
      int batch) {
    families.dense().backwardInput(dInput, dOutput, weight, inputs, units, accumulate, batch);
  }

  /**
   * Computes the gradients of a dense layer's weight and bias.
   *
   * @param dWeight {@code [inputs][units]}, overwritten or accumulated
   * @param dBias {@code [units]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][units]}, read: the gradient before the activation
   * @param input {@code [batch][inputs]}, read
   * @param inputs the length of an input
   * @param units the length of an output
   * @param batch the number of images
   */
  public void denseBackwardWeight(
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      int inputs,
      int units,
      int batch) {
    families.dense().backwardWeight(dWeight, dBias, dOutput, input, inputs, units, batch);
  }

  /**
   * Takes the largest value of each window. Of equals the first wins; NaN wins over all.
   *
   * @param output {@code [batch][outHeight][outWidth][channels]}, overwritten
   * @param argmax like output, overwritten: for each value the place it came from in its image (h ·
   *     inWidth + w), an int's bits in a float; {@link Tensor#NONE} where there is no backward pass
   * @param input {@code [batch][inHeight][inWidth][channels]}, read
   * @param pool the shape
   * @param batch the number of images
   */
  public void maxPoolForward(Tensor output, Tensor argmax, Tensor input, Pool2d pool, int batch) {
    families.pooling().max(output, argmax, input, pool, batch);
  }

  /**
   * Passes each gradient to the value that was the largest.
   *
   * @param dInput {@code [batch][inHeight][inWidth][channels]}, overwritten or accumulated
   * @param dOutput {@code [batch][outHeight][outWidth][channels]}, read
   * @param argmax as {@link #maxPoolForward} left it, read
   * @param pool the shape
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void maxPoolBackward(
      Tensor dInput, Tensor dOutput, Tensor argmax, Pool2d pool, boolean accumulate, int batch) {
    families.pooling().maxBackward(dInput, dOutput, argmax, pool, accumulate, batch);
  }

  /**
   * Takes the mean of each window.
   *
   * @param output {@code [batch][outHeight][outWidth][channels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][channels]}, read
   * @param pool the shape
   * @param batch the number of images
   */
  public void averagePoolForward(Tensor output, Tensor input, Pool2d pool, int batch) {
    families.pooling().average(output, input, pool, batch);
  }

  /**
   * Spreads each gradient evenly over its window.
   *
   * @param dInput {@code [batch][inHeight][inWidth][channels]}, overwritten or accumulated
   * @param dOutput {@code [batch][outHeight][outWidth][channels]}, read
   * @param pool the shape
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void averagePoolBackward(
      Tensor dInput, Tensor dOutput, Pool2d pool, boolean accumulate, int batch) {
    families.pooling().averageBackward(dInput, dOutput, pool, accumulate, batch);
  }

  /**
   * Normalises by the batch's statistics (Ioffe and Szegedy 2015), moves the running ones, adds a
   * residual and applies an activation. The batch's variance is biased where it normalises and
   * unbiased where it moves the running variance.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten
   * @param savedMean {@code [channels]}, overwritten
   * @param savedInvStd {@code [channels]}, overwritten: 1 / √(variance + epsilon)
   * @param runningMean {@code [channels]}, read and overwritten
   * @param runningVar {@code [channels]}, read and overwritten
   * @param input {@code [batch][pixels][channels]}, read
   * @param residual like input, read, or {@link Tensor#NONE}
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param momentum how far the running statistics move
   * @param epsilon added to the variance
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void batchNormForwardTraining(
      Tensor output,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor runningMean,
      Tensor runningVar,
      Tensor input,
      Tensor residual,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      float momentum,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    families
        .batchNorm()
        .training(
            output,
            savedMean,
            savedInvStd,
            runningMean,
            runningVar,
            input,
            residual,
            weight,
            bias,
            channels,
            pixels,
            momentum,
            epsilon,
            activation,
            slope,
            batch);
  }

  /**
   * Makes the output of {@link #batchNormForwardTraining} again, bit by bit, from the statistics
   * that it has saved.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten
   * @param input {@code [batch][pixels][channels]}, read
   * @param residual like input, read, or {@link Tensor#NONE}
   * @param savedMean {@code [channels]}, read
   * @param savedInvStd {@code [channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void batchNormRecompute(
      Tensor output,
      Tensor input,
      Tensor residual,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      Activation activation,
      float slope,
      int batch) {
    families
        .batchNorm()
        .recompute(
            output,
            input,
            residual,
            savedMean,
            savedInvStd,
            weight,
            bias,
            channels,
            pixels,
            activation,
            slope,
            batch);
  }

  /**
   * Normalises by the running statistics, adds a residual and applies an activation.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param residual like input, read, or {@link Tensor#NONE}
   * @param runningMean {@code [channels]}, read
   * @param runningVar {@code [channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param epsilon added to the variance
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void batchNormForwardInference(
      Tensor output,
      Tensor input,
      Tensor residual,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    families
        .batchNorm()
        .inference(
            output,
            input,
            residual,
            runningMean,
            runningVar,
            weight,
            bias,
            channels,
            pixels,
            epsilon,
            activation,
            slope,
            batch);
  }

  /**
   * Computes the gradients of a batch normalisation that was run in training, through its
   * activation.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}
   * @param dResidual {@code [batch][pixels][channels]}, overwritten or accumulated; may be dOutput
   *     itself; {@link Tensor#NONE} where there was no residual or nobody wants its gradient
   * @param dWeight {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dBias {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][pixels][channels]}, read; if output is given, overwritten with
   *     the gradient before the activation
   * @param output {@code [batch][pixels][channels]}, read: the result. {@link Tensor#NONE} where
   *     the activation's derivative follows from the input alone: there was no residual, and the
   *     activation is the identity, RELU or LEAKY_RELU; or there was one, and no activation
   * @param input {@code [batch][pixels][channels]}, read: what was normalised
   * @param savedMean {@code [channels]}, read
   * @param savedInvStd {@code [channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param activation that was applied
   * @param slope of LEAKY_RELU, unused otherwise
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param accumulateResidual whether to add to dResidual; otherwise it is overwritten
   * @param batch the number of images
   */
  public void batchNormBackward(
      Tensor dInput,
      Tensor dResidual,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor output,
      Tensor input,
      Tensor savedMean,
      Tensor savedInvStd,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      Activation activation,
      float slope,
      boolean accumulate,
      boolean accumulateResidual,
      int batch) {
    families
        .batchNorm()
        .backward(
            dInput,
            dResidual,
            dWeight,
            dBias,
            dOutput,
            output,
            input,
            savedMean,
            savedInvStd,
            weight,
            bias,
            channels,
            pixels,
            activation,
            slope,
            accumulate,
            accumulateResidual,
            batch);
  }

  /**
   * Applies an activation.
   *
   * @param output {@code [batch][size]}, overwritten; may be the input itself
   * @param input {@code [batch][size]}, read
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   * @param size values of one image
   * @param batch the number of images
   */
  public void activationForward(
      Tensor output, Tensor input, Activation activation, float slope, long size, int batch) {
    families.elementwise().activate(output, input, activation, slope, size, batch);
  }

  /**
   * Multiplies a gradient by an activation's derivative. ReLU passes on nothing, not even NaN,
   * where its result is 0 or less, nor does ReLU6, nor where its result is 6.
   *
   * @param dInput {@code [batch][size]}, overwritten or accumulated; may be dOutput itself
   * @param dOutput {@code [batch][size]}, read
   * @param saved {@code [batch][size]}, read: the forward output where {@link
   *     Activation#fromOutput()}, else the forward input
   * @param activation the function
   * @param slope of LEAKY_RELU, unused otherwise
   * @param size values of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void activationBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor saved,
      Activation activation,
      float slope,
      long size,
      boolean accumulate,
      int batch) {
    families
        .elementwise()
        .activateBackward(dInput, dOutput, saved, activation, slope, size, accumulate, batch);
  }

  /**
   * Drops values at random and multiplies the rest by 1 / (1 − rate) (Srivastava et al. 2014).
   * Which are kept is a hash of seed and index ({@link DropoutMask}), so that the backward pass
   * needs no mask.
   *
   * @param output {@code [batch][size]}, overwritten; may be the input itself
   * @param input {@code [batch][size]}, read
   * @param rate the part that is dropped, from 0 to below 1
   * @param seed another seed drops others
   * @param size values of one image
   * @param batch the number of images
   */
  public void dropoutForward(
      Tensor output, Tensor input, float rate, long seed, long size, int batch) {
    families.elementwise().dropout("dropoutForward", output, input, rate, seed, size, false, batch);
  }

  /**
   * Drops the gradients of the values that were dropped and scales the rest.
   *
   * @param dInput {@code [batch][size]}, overwritten or accumulated; may be dOutput itself
   * @param dOutput {@code [batch][size]}, read
   * @param rate as in the forward pass
   * @param seed as in the forward pass
   * @param size values of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void dropoutBackward(
      Tensor dInput,
      Tensor dOutput,
      float rate,
      long seed,
      long size,
      boolean accumulate,
      int batch) {
    families
        .elementwise()
        .dropout("dropoutBackward", dInput, dOutput, rate, seed, size, accumulate, batch);
  }

  /**
   * Applies softmax over the channels of each pixel.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param channels the number of channels
   * @param pixels of one image
   * @param batch the number of images
   */
  public void softmaxForward(Tensor output, Tensor input, int channels, long pixels, int batch) {
    families.elementwise().softmax(output, input, channels, pixels, batch);
  }

  /**
   * Takes a gradient back through softmax.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated; may be dOutput
   *     itself
   * @param dOutput {@code [batch][pixels][channels]}, read
   * @param output {@code [batch][pixels][channels]}, read: the result of the forward pass
   * @param channels the number of channels
   * @param pixels of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void softmaxBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor output,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {
    families
        .elementwise()
        .softmaxBackward(dInput, dOutput, output, channels, pixels, accumulate, batch);
  }

  /**
   * Adds two values and applies an activation. The gradient of either, if no activation is applied,
   * is {@link #copyGradient}.
   *
   * @param output {@code [batch][size]}, overwritten; may be a or b itself
   * @param a {@code [batch][size]}, read
   * @param b {@code [batch][size]}, read
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param size values of one image
   * @param batch the number of images
   */
  public void addForward(
      Tensor output, Tensor a, Tensor b, Activation activation, float slope, long size, int batch) {
    families.joining().add(output, a, b, activation, slope, size, batch);
  }

  /**
   * Passes a gradient on as it is.
   *
   * @param dInput {@code [batch][size]}, overwritten or accumulated
   * @param dOutput {@code [batch][size]}, read
   * @param size values of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void copyGradient(
      Tensor dInput, Tensor dOutput, long size, boolean accumulate, int batch) {
    families.joining().copyGradient(dInput, dOutput, size, accumulate, batch);
  }

  /**
   * Brings the three planes of an image together, pixel by pixel.
   *
   * @param packed {@code [pixels][3]} from {@code first} on, overwritten
   * @param first where in it, in floats
   * @param planes {@code [3][pixels]}, read
   * @param pixels how many
   */
  public void interleave(Tensor packed, long first, Tensor planes, int pixels) {
    String me = "interleave";
    long floats = (long) PLANES * pixels;
    long out = Check.tensor(me, "packed", packed, first + floats);
    long in = Check.tensor(me, "planes", planes, floats);
    engine.primitives.interleave(RawMemory.at(out, first), in, pixels);
  }

  /**
   * Writes one input of a concatenation to its place among the output's channels.
   *
   * @param output {@code [batch][pixels][outputChannels]}, of which channels offset to offset +
   *     inputChannels − 1 are overwritten
   * @param input {@code [batch][pixels][inputChannels]}, read
   * @param offset the channels of the inputs before this one
   * @param inputChannels the number of channels of this input
   * @param outputChannels the number of channels of all inputs
   * @param pixels of one image
   * @param batch the number of images
   * @throws IllegalArgumentException if the output has too few channels
   */
  public void concatForward(
      Tensor output,
      Tensor input,
      int offset,
      int inputChannels,
      int outputChannels,
      long pixels,
      int batch) {
    families.joining().concat(output, input, offset, inputChannels, outputChannels, pixels, batch);
  }

  /**
   * Takes one input's part out of a concatenation's gradient.
   *
   * @param dInput {@code [batch][pixels][inputChannels]}, overwritten or accumulated
   * @param dOutput {@code [batch][pixels][outputChannels]}, read
   * @param offset the channels of the inputs before this one
   * @param inputChannels the number of channels of this input
   * @param outputChannels the number of channels of all inputs
   * @param pixels of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   * @throws IllegalArgumentException if the output has too few channels
   */
  public void concatBackward(
      Tensor dInput,
      Tensor dOutput,
      int offset,
      int inputChannels,
      int outputChannels,
      long pixels,
      boolean accumulate,
      int batch) {
    families
        .joining()
        .concatBackward(
            dInput, dOutput, offset, inputChannels, outputChannels, pixels, accumulate, batch);
  }

  /**
   * Multiplies each channel of each image by a number: the gate of squeeze-and-excitation (Hu et
   * al. 2018, equation 4).
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param scale {@code [batch][channels]}, read
   * @param channels the number of channels
   * @param pixels of one image
   * @param batch the number of images
   */
  public void channelScaleForward(
      Tensor output, Tensor input, Tensor scale, int channels, long pixels, int batch) {
    families.channelScale().forward(output, input, scale, channels, pixels, batch);
  }

  /**
   * Computes the gradients of a gated input and of its gate.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}; may be dOutput itself
   * @param dScale {@code [batch][channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][pixels][channels]}, read
   * @param input {@code [batch][pixels][channels]}, read for dScale only
   * @param scale {@code [batch][channels]}, read for dInput only
   * @param channels the number of channels
   * @param pixels of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param accumulateScale whether to add to dScale; otherwise it is overwritten
   * @param batch the number of images
   */
  public void channelScaleBackward(
      Tensor dInput,
      Tensor dScale,
      Tensor dOutput,
      Tensor input,
      Tensor scale,
      int channels,
      long pixels,
      boolean accumulate,
      boolean accumulateScale,
      int batch) {
    families
        .channelScale()
        .backward(
            dInput,
            dScale,
            dOutput,
            input,
            scale,
            channels,
            pixels,
            accumulate,
            accumulateScale,
            batch);
  }

  /**
   * Divides each value by a power of the mean square of the channels around it (Krizhevsky et al.
   * 2012, section 3.3): {@code output = input / (k + alpha / size · Σ input²)^beta}, over the
   * channels from ⌊(size − 1) / 2⌋ before to ⌈(size − 1) / 2⌉ after. Alpha is divided by the size,
   * as in PyTorch and ONNX and unlike the paper.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten
   * @param input {@code [batch][pixels][channels]}, read
   * @param channels the number of channels
   * @param pixels of one image
   * @param size channels of a window
   * @param alpha the weight of the mean square
   * @param beta the power; 0.75 is computed on vectors
   * @param k added to the weighted mean square
   * @param batch the number of images
   * @throws IllegalArgumentException if the size is less than 1
   */
  public void localResponseNormForward(
      Tensor output,
      Tensor input,
      int channels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      int batch) {
    families.localResponse().forward(output, input, channels, pixels, size, alpha, beta, k, batch);
  }

  /**
   * Takes a gradient back through local response normalisation.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated; may be dOutput
   *     itself
   * @param dOutput {@code [batch][pixels][channels]}, read
   * @param input {@code [batch][pixels][channels]}, read
   * @param output {@code [batch][pixels][channels]}, read: the result of the forward pass
   * @param channels the number of channels
   * @param pixels of one image
   * @param size as in the forward pass
   * @param alpha as in the forward pass
   * @param beta as in the forward pass
   * @param k as in the forward pass
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   * @throws IllegalArgumentException if the size is less than 1
   */
  public void localResponseNormBackward(
      Tensor dInput,
      Tensor dOutput,
      Tensor input,
      Tensor output,
      int channels,
      long pixels,
      int size,
      float alpha,
      float beta,
      float k,
      boolean accumulate,
      int batch) {
    families
        .localResponse()
        .backward(
            dInput,
            dOutput,
            input,
            output,
            channels,
            pixels,
            size,
            alpha,
            beta,
            k,
            accumulate,
            batch);
  }

  /**
   * Normalises each pixel by the mean and the biased variance of its channels (Ba et al. 2016), and
   * applies an activation.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param epsilon added to the variance
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void layerNormForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    families
        .layerNorm()
        .forward(output, input, weight, bias, channels, pixels, epsilon, activation, slope, batch);
  }

  /**
   * Computes the gradients of a layer normalisation, whose statistics it works out again.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}; may be dOutput itself
   * @param dWeight {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dBias {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][pixels][channels]}, read: the gradient before the activation
   * @param input {@code [batch][pixels][channels]}, read: what was normalised
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param channels the number of channels
   * @param pixels of one image
   * @param epsilon added to the variance
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void layerNormBackward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor weight,
      int channels,
      long pixels,
      float epsilon,
      boolean accumulate,
      int batch) {
    families
        .layerNorm()
        .backward(
            dInput,
            dWeight,
            dBias,
            dOutput,
            input,
            weight,
            channels,
            pixels,
            epsilon,
            accumulate,
            batch);
  }

  /**
   * Normalises each image by the mean and the biased variance of each group of channels over all
   * pixels (Wu and He 2018), and applies an activation.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param groups how many the channels are split into, in their order
   * @param epsilon added to the variance
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   * @throws IllegalArgumentException if the groups do not divide the channels
   */
  public void groupNormForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      int groups,
      float epsilon,
      Activation activation,
      float slope,
      int batch) {
    families
        .groupNorm()
        .forward(
            output,
            input,
            weight,
            bias,
            channels,
            pixels,
            groups,
            epsilon,
            activation,
            slope,
            batch);
  }

  /**
   * Computes the gradients of a group normalisation, whose statistics it works out again.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}; may be dOutput itself
   * @param dWeight {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dBias {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][pixels][channels]}, read: the gradient before the activation
   * @param input {@code [batch][pixels][channels]}, read: what was normalised
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param channels the number of channels
   * @param pixels of one image
   * @param groups how many the channels are split into, in their order
   * @param epsilon added to the variance
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   * @throws IllegalArgumentException if the groups do not divide the channels
   */
  public void groupNormBackward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor weight,
      int channels,
      long pixels,
      int groups,
      float epsilon,
      boolean accumulate,
      int batch) {
    families
        .groupNorm()
        .backward(
            dInput,
            dWeight,
            dBias,
            dOutput,
            input,
            weight,
            channels,
            pixels,
            groups,
            epsilon,
            accumulate,
            batch);
  }

  /**
   * Multiplies each channel by a trained coefficient, adds a trained bias, and applies an
   * activation: with an average pool before it, the subsampling of LeCun et al. 1998.
   *
   * @param output {@code [batch][pixels][channels]}, overwritten; may be the input itself
   * @param input {@code [batch][pixels][channels]}, read
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param bias {@code [channels]}, read, or {@link Tensor#NONE} for 0
   * @param channels the number of channels
   * @param pixels of one image
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void scaleForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      int channels,
      long pixels,
      Activation activation,
      float slope,
      int batch) {
    families
        .trainedScale()
        .forward(output, input, weight, bias, channels, pixels, activation, slope, batch);
  }

  /**
   * Computes the gradients of {@link #scaleForward}.
   *
   * @param dInput {@code [batch][pixels][channels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}; may be dOutput itself
   * @param dWeight {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dBias {@code [channels]}, overwritten or accumulated, or {@link Tensor#NONE}
   * @param dOutput {@code [batch][pixels][channels]}, read: the gradient before the activation
   * @param input {@code [batch][pixels][channels]}, read for dWeight only
   * @param weight {@code [channels]}, read, or {@link Tensor#NONE} for 1
   * @param channels the number of channels
   * @param pixels of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void scaleBackward(
      Tensor dInput,
      Tensor dWeight,
      Tensor dBias,
      Tensor dOutput,
      Tensor input,
      Tensor weight,
      int channels,
      long pixels,
      boolean accumulate,
      int batch) {
    families
        .trainedScale()
        .backward(
            dInput, dWeight, dBias, dOutput, input, weight, channels, pixels, accumulate, batch);
  }

  /**
   * Drops a branch for some of the images and divides it by 1 − rate for the others (Huang et al.
   * 2016). For which is a hash of seed and image ({@link DropoutMask}), so that the backward pass
   * needs no mask.
   *
   * @param output {@code [batch][size]}, overwritten; may be the input itself
   * @param input {@code [batch][size]}, read
   * @param rate the part of the images for which it is dropped, from 0 to below 1
   * @param seed another seed drops it for others
   * @param size values of one image
   * @param batch the number of images
   * @throws IllegalArgumentException if the rate is out of range
   */
  public void stochasticDepthForward(
      Tensor output, Tensor input, float rate, long seed, long size, int batch) {
    families
        .stochasticDepth()
        .run(
            "stochasticDepthForward",
            output,
            "output",
            input,
            "input",
            rate,
            seed,
            size,
            false,
            batch);
  }

  /**
   * Drops the gradients of the images for which the branch was dropped and scales the others.
   *
   * @param dInput {@code [batch][size]}, overwritten or accumulated; may be dOutput itself
   * @param dOutput {@code [batch][size]}, read
   * @param rate as in the forward pass
   * @param seed as in the forward pass
   * @param size values of one image
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   * @throws IllegalArgumentException if the rate is out of range
   */
  public void stochasticDepthBackward(
      Tensor dInput,
      Tensor dOutput,
      float rate,
      long seed,
      long size,
      boolean accumulate,
      int batch) {
    families
        .stochasticDepth()
        .run(
            "stochasticDepthBackward",
            dInput,
            "dInput",
            dOutput,
            "dOutput",
            rate,
            seed,
            size,
            accumulate,
            batch);
  }

  /**
   * Enlarges images by whole factors.
   *
   * @param output {@code [batch][outHeight][outWidth][channels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][channels]}, read
   * @param shape the factors, and how values between pixels come about
   * @param batch the number of images
   */
  public void upsampleForward(Tensor output, Tensor input, Upsample2d shape, int batch) {
    families.upsampling().forward(output, input, shape, batch);
  }

  /**
   * Adds each gradient to the pixels that it came from, by their parts in it.
   *
   * @param dInput {@code [batch][inHeight][inWidth][channels]}, overwritten or accumulated
   * @param dOutput {@code [batch][outHeight][outWidth][channels]}, read
   * @param shape the factors, and how values between pixels come about
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void upsampleBackward(
      Tensor dInput, Tensor dOutput, Upsample2d shape, boolean accumulate, int batch) {
    families.upsampling().backward(dInput, dOutput, shape, accumulate, batch);
  }

  /**
   * Takes every so many pixels and puts zeros around them and in further channels: with stride and
   * channels, the shortcut without parameters of He et al. 2015 (option A).
   *
   * @param output {@code [batch][outHeight][outWidth][outChannels]}, overwritten
   * @param input {@code [batch][inHeight][inWidth][inChannels]}, read
   * @param shape the strides, and where the zeros go
   * @param batch the number of images
   */
  public void zeroPadForward(Tensor output, Tensor input, Pad2d shape, int batch) {
    families.zeroPadding().forward(output, input, shape, batch);
  }

  /**
   * Takes the gradients of the pixels that were taken; the others have none.
   *
   * @param dInput {@code [batch][inHeight][inWidth][inChannels]}, overwritten or accumulated
   * @param dOutput {@code [batch][outHeight][outWidth][outChannels]}, read
   * @param shape the strides, and where the zeros went
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void zeroPadBackward(
      Tensor dInput, Tensor dOutput, Pad2d shape, boolean accumulate, int batch) {
    families.zeroPadding().backward(dInput, dOutput, shape, accumulate, batch);
  }

  /**
   * Convolves the other way round, adds the bias and applies an activation: the output is what the
   * adjoint convolution would have as gradient of its input, were the input that of its output.
   * PyTorch's {@code ConvTranspose2d} weight {@code [in][out / groups][kernelH][kernelW]} is the
   * adjoint's weight.
   *
   * @param output the adjoint's {@code [batch][inHeight][inWidth][inChannels]}, overwritten
   * @param input the adjoint's {@code [batch][outHeight][outWidth][outChannels]}, read
   * @param weight the adjoint's {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param bias the adjoint's {@code [inChannels]}, read, or {@link Tensor#NONE}
   * @param adjoint the shape of the convolution whose input gradient this is
   * @param activation applied last
   * @param slope of LEAKY_RELU, unused otherwise
   * @param batch the number of images
   */
  public void transposedConv2dForward(
      Tensor output,
      Tensor input,
      Tensor weight,
      Tensor bias,
      Conv2d adjoint,
      Activation activation,
      float slope,
      int batch) {
    families
        .transposedConv()
        .forward(output, input, weight, bias, adjoint, activation, slope, batch);
  }

  /**
   * Computes the gradient of a transposed convolution's input: the adjoint convolution.
   *
   * @param dInput the adjoint's {@code [batch][outHeight][outWidth][outChannels]}, overwritten or
   *     accumulated
   * @param dOutput the adjoint's {@code [batch][inHeight][inWidth][inChannels]}, read: the gradient
   *     before the activation
   * @param weight the adjoint's {@code [kernelH][kernelW][inChannels / groups][outChannels]}, read
   * @param adjoint the shape of the convolution whose input gradient the forward pass is
   * @param accumulate whether to add to dInput; otherwise it is overwritten
   * @param batch the number of images
   */
  public void transposedConv2dBackwardInput(
      Tensor dInput, Tensor dOutput, Tensor weight, Conv2d adjoint, boolean accumulate, int batch) {
    families.transposedConv().backwardInput(dInput, dOutput, weight, adjoint, accumulate, batch);
  }

  /**
   * Computes the gradients of a transposed convolution's weight and bias.
   *
   * @param dWeight the adjoint's {@code [kernelH][kernelW][inChannels / groups][outChannels]},
   *     overwritten or accumulated
   * @param dBias the adjoint's {@code [inChannels]}, overwritten or accumulated, or {@link
   *     Tensor#NONE}
   * @param dOutput the adjoint's {@code [batch][inHeight][inWidth][inChannels]}, read: the gradient
   *     before the activation
   * @param input the adjoint's {@code [batch][outHeight][outWidth][outChannels]}, read
   * @param adjoint the shape of the convolution whose input gradient the forward pass is
   * @param batch the number of images
   */
  public void transposedConv2dBackwardWeight(
      Tensor dWeight, Tensor dBias, Tensor dOutput, Tensor input, Conv2d adjoint, int batch) {
    families.transposedConv().backwardWeight(dWeight, dBias, dOutput, input, adjoint, batch);
  }

  /**
   * Multiplies values by others: target ·= factor. A partially connected convolution (LeCun et al.
   * 1998, table I) masks the gradient of its weight with it.
   *
   * @param target {@code [size]}, read and overwritten
   * @param factor {@code [size]}, read
   * @param size the number of values
   */
  public void multiply(Tensor target, Tensor factor, long size) {
    families.elementwise().multiply(target, factor, size);
  }
}
