package dev.conform.runtime.kernel;

/**
 * Stochastic depth (Huang et al. 2016): drops a branch for some of the images, by a hash of seed
 * and image as in {@link DropoutMask}.
 */
final class StochasticDepth extends FlatJob {

  private final DropoutMask mask = new DropoutMask();
  private long size;
  private boolean accumulate;

  StochasticDepth(Engine engine) {
    super(engine);
  }

  void run(
      String me,
      Tensor output,
      String outputName,
      Tensor input,
      String inputName,
      float rate,
      long seed,
      long perImage,
      boolean add,
      int batch) {
    long floats = size(me, perImage, batch);
    out = Check.tensor(me, outputName, output, floats);
    in = Check.tensor(me, inputName, input, floats);
    mask.set(seed, rate);
    size = perImage;
    accumulate = add;
    start(batch);
  }

  @Override
  void part(long first, long count) {
    for (long image = first; image < first + count; image++) {
      long to = RawMemory.at(out, image * size);
      long from = RawMemory.at(in, image * size);
      if (!mask.keeps(image)) {
        if (!accumulate) {
          engine.primitives.clear(to, size);
        }
      } else if (accumulate) {
        engine.primitives.addScaled(to, from, mask.scale(), size);
      } else {
        engine.primitives.scale(to, from, mask.scale(), size);
      }
    }
  }
}
