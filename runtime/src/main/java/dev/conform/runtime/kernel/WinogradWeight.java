package dev.conform.runtime.kernel;

/**
 * The gradient of a convolution's weight at the points: for each one the transposed points of the
 * input times those of the output's gradient, summed over all tiles; transformed back at the end. A
 * piece does some rows of points for all tiles, so no sums have to be added up.
 */
final class WinogradWeight extends Job {

  private final Engine engine;
  private final WinogradTile tile = new WinogradTile();
  private final Back back = new Back();
  private long dWeight;
  private long sums;
  private long dOutput;
  private long input;
  private Conv2d conv = Conv2d.of(1, 1, 1);
  private WinogradFilter filter = WinogradFilter.F4X4_3X3;
  private long tiles;
  private int chunk;

  WinogradWeight(Engine engine) {
    this.engine = engine;
  }

  /**
   * Finds the gradient.
   *
   * @param to overwritten or accumulated, the weight's gradient
   * @param scratch overwritten, {@link WinogradFilter#kernelFloats} values
   * @param gradient of the output
   * @param from the images
   */
  void run(long to, long scratch, long gradient, long from, Conv2d shape, int images) {
    dWeight = to;
    sums = scratch;
    dOutput = gradient;
    input = from;
    conv = shape;
    filter = WinogradFilter.of(shape);
    tiles = images * filter.tiles(shape);
    chunk = Winograd.chunk(shape);
    tile.of(shape, filter);
    engine.run(this, filter.size, ConvShape.steps(shape) * images);
    engine.run(back, shape.inChannels(), filter.kernelFloats(shape) / Winograd.CHANNELS);
  }

  @Override
  void run(int piece, int pieces) {
    int firstRow = (int) share(filter.size, piece, pieces);
    int rows = (int) share(filter.size, piece + 1, pieces) - firstRow;
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    long scratch = engine.winogradScratch(conv, piece);
    long copy = RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS);
    long points = RawMemory.at(scratch, Winograd.tileFloats(conv));
    long gradients = RawMemory.at(points, (long) rows * filter.size * chunk * channels);
    for (long at = 0; at < tiles; at += chunk) {
      int count = (int) Math.min(chunk, tiles - at);
      transform(points, gradients, at, count, firstRow, rows, copy, scratch);
      StridedView view = engine.view(piece).matrix(channels, 1, count, channels);
      for (int i = 0; i < rows * filter.size; i++) {
        int point = firstRow * filter.size + i;
        long sum = RawMemory.at(sums, (long) point * channels * filters);
        engine.primitives.product(
            sum,
            filters,
            channels,
            filters,
            RawMemory.at(points, (long) i * count * channels),
            view,
            RawMemory.at(gradients, (long) i * count * filters),
            filters,
            0,
            at == 0 ? 0 : sum,
            false);
      }
    }
  }

  private void transform(
      long points,
      long gradients,
      long first,
      int count,
      int firstRow,
      int rows,
      long copy,
      long scratch) {
    int channels = conv.inChannels();
    int filters = conv.outChannels();
    long inPoint = (long) count * channels;
    long outPoint = (long) count * filters;
    int size = filter.outputs;
    for (int i = 0; i < count; i++) {
      long from = tile.input(engine.primitives, input, first + i, copy);
      engine.primitives.winograd(
          filter.input,
          firstRow,
          rows,
          RawMemory.at(points, (long) i * channels),
          filter.size * inPoint,
          inPoint,
          from,
          from == copy ? (long) filter.size * channels : (long) conv.inWidth() * channels,
          channels,
          channels,
          scratch,
          0,
          false);
      long gradient = tile.gradient(engine.primitives, dOutput, first + i, copy);
      engine.primitives.winograd(
          Winograd.gradientTransform(conv),
          firstRow,
          rows,
          RawMemory.at(gradients, (long) i * filters),
          filter.size * outPoint,
          outPoint,
          gradient,
          gradient == copy ? (long) size * filters : (long) conv.outWidth() * filters,
          filters,
          filters,
          scratch,
          0,
          false);
    }
  }

  /**
   * Takes the sums from the points to the weight, by way of the scratch if they are added to it.
   */
  private final class Back extends Job {
    @Override
    void run(int piece, int pieces) {
      int channels = conv.inChannels();
      int filters = conv.outChannels();
      int taps = conv.window().kernelH();
      long point = (long) channels * filters;
      long scratch = engine.winogradScratch(conv, piece);
      long tapFloats = engine.accumulates() ? filters : point;
      int end = (int) share(channels, piece + 1, pieces);
      for (int in = (int) share(channels, piece, pieces); in < end; in++) {
        long to = RawMemory.at(dWeight, (long) in * filters);
        long found =
            engine.accumulates()
                ? RawMemory.at(scratch, (long) Winograd.POINTS * Winograd.CHANNELS)
                : to;
        engine.primitives.winograd(
            Winograd.kernelGradientTransform(conv),
            0,
            taps,
            found,
            taps * tapFloats,
            tapFloats,
            RawMemory.at(sums, (long) in * filters),
            filter.size * point,
            point,
            filters,
            scratch,
            0,
            false);
        if (engine.accumulates()) {
          for (int tap = 0; tap < taps * taps; tap++) {
            engine.primitives.add(
                RawMemory.at(to, tap * point), RawMemory.at(found, tap * tapFloats), filters);
          }
        }
      }
    }
  }
}
