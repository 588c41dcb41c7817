package dev.conform.runtime.kernel;

import dev.conform.runtime.kernel.Conv2d.Algorithm;
import java.util.IdentityHashMap;

/**
 * The gradient of a convolution's input. Patches of it are the product of dOutput and the
 * transposed weight; they are added to where the forward pass read them. A piece does whole images,
 * because patches overlap.
 */
final class ConvBackwardInput extends Job {

  private final Engine engine;
  private final Depthwise depthwise;
  private final StridedView view = new StridedView();
  private final WinogradProduct winogradProduct;

  /** Made once for each layer: a step makes no objects. */
  private final IdentityHashMap<Conv2d, Conv2d> turned = new IdentityHashMap<>();

  private long dInput;
  private long dOutput;
  private long weight;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private boolean accumulate;
  private int batch;

  ConvBackwardInput(Engine engine) {
    this.engine = engine;
    this.winogradProduct = new WinogradProduct(engine);
    this.depthwise = new Depthwise(engine);
  }

  void run(
      Tensor dInputTensor,
      Tensor dOutputTensor,
      Tensor weightTensor,
      Conv2d shape,
      boolean add,
      int images) {
    String me = "conv2dBackwardInput";
    Check.batch(me, images);
    conv = shape;
    accumulate = add;
    batch = images;
    dInput = Check.tensor(me, "dInput", dInputTensor, images * ConvShape.inFloats(shape));
    dOutput = Check.tensor(me, "dOutput", dOutputTensor, images * ConvShape.outFloats(shape));
    weight = Check.tensor(me, "weight", weightTensor, ConvShape.weightFloats(shape));
    if (Patches.isDepthwise(shape)) {
      depthwise.backwardInput(dInput, dOutput, weight, add, shape, images);
      return;
    }
    engine.requireWorkspace(shape);
    if (shape.algorithm() == Algorithm.WINOGRAD) {
      winogradProduct.runWeight(
          dInput,
          dOutput,
          weight,
          shape,
          true,
          0,
          add ? dInput : 0,
          turned(shape),
          WinogradFilter.of(shape),
          Activation.IDENTITY,
          0,
          images);
      return;
    }
    view.matrix(
        conv.outHeight() * conv.outWidth(),
        conv.outChannels(),
        conv.outChannels() / conv.groups(),
        1);
    long units =
        Patches.isPointwise(shape) ? (long) images * shape.inHeight() * shape.inWidth() : images;
    engine.run(this, units, ConvShape.steps(shape) * images);
  }

  private Conv2d turned(Conv2d shape) {
    Conv2d known = turned.get(shape);
    if (known == null) {
      known = Winograd.backward(shape);
      turned.put(shape, known);
    }
    return known;
  }

  @Override
  void run(int piece, int pieces) {
    if (Patches.isPointwise(conv)) {
      pointwise(piece, pieces);
      return;
    }
    long transposed = engine.workspace(piece);
    if (conv.algorithm() == Algorithm.DIRECT) {
      transposeWeight(transposed);
    }
    long end = share(batch, piece + 1, pieces);
    for (long image = share(batch, piece, pieces); image < end; image++) {
      if (!accumulate) {
        long floats = ConvShape.inFloats(conv);
        engine.primitives.clear(RawMemory.at(dInput, image * floats), floats);
      }
      image(image, piece, transposed);
    }
  }

  private void pointwise(int piece, int pieces) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    long pixels = (long) batch * conv.inHeight() * conv.inWidth();
    long first = share(pixels, piece, pieces);
    int count = (int) (share(pixels, piece + 1, pieces) - first);
    engine
        .gemm(piece)
        .multiply(
            false,
            true,
            count,
            channels,
            filters,
            RawMemory.at(dOutput, first * filters),
            filters,
            weight,
            filters,
            accumulate,
            RawMemory.at(dInput, first * channels),
            channels);
  }

  private void image(long image, int piece, long transposed) {
    int filters = conv.outChannels();
    int perGroup = filters / conv.groups();
    int patch = conv.patch();
    long first = image * conv.outHeight() * conv.outWidth();
    long last = first + (long) conv.outHeight() * conv.outWidth();
    int strip = Patches.stripPixels(conv);
    long patches = RawMemory.at(transposed, ConvShape.aligned(ConvShape.weightFloats(conv)));
    for (long pixel = first; pixel < last; pixel += strip) {
      int count = (int) Math.min(strip, last - pixel);
      for (int group = 0; group < conv.groups(); group++) {
        long from = RawMemory.at(dOutput, pixel * filters + (long) group * perGroup);
        if (conv.algorithm() == Algorithm.DIRECT) {
          engine.primitives.product(
              patches,
              patch,
              count,
              patch,
              from,
              view,
              RawMemory.at(transposed, (long) group * perGroup * patch),
              patch,
              0,
              0,
              false);
        } else {
          engine
              .gemm(piece)
              .multiply(
                  false,
                  true,
                  count,
                  patch,
                  perGroup,
                  from,
                  filters,
                  RawMemory.at(weight, (long) group * perGroup),
                  filters,
                  false,
                  patches,
                  patch);
        }
        Patches.scatter(engine.primitives, patches, dInput, conv, group, pixel, count);
      }
    }
  }

  /** Writes {@code [outChannels][patch]}. */
  private void transposeWeight(long transposed) {
    int filters = conv.outChannels();
    int patch = conv.patch();
    for (int tap = 0; tap < patch; tap++) {
      for (int filter = 0; filter < filters; filter++) {
        RawMemory.set(
            RawMemory.at(transposed, (long) filter * patch + tap),
            RawMemory.get(RawMemory.at(weight, (long) tap * filters + filter)));
      }
    }
  }
}
