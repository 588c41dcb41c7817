package dev.conform.processor.plan;

/**
 * What a step computes and moves in one direction. A tensor counts each time that a call has to go
 * through it: a batch norm in training reads its input twice, for the statistics and to normalise,
 * and a gradient that is added to is read and written. What a kernel does image by image or in
 * smaller blocks stays in the cache meanwhile and counts once; so do not count what only it sees,
 * such as gathered patches. Of an input that strides pass over only what a window touches counts.
 *
 * @param macs multiply-accumulates for one image
 * @param imageFloats what is read and written for each image: activations, argmax and gradients
 * @param passFloats what is read and written once, however many images there are: parameters, their
 *     gradients, and statistics
 */
public record Work(long macs, long imageFloats, long passFloats) {

  /** Nothing to do. */
  public static final Work NONE = new Work(0, 0, 0);

  /**
   * Returns what a step does on the way forward in training.
   *
   * @param step of a plan
   * @return its work
   */
  public static Work training(Step step) {
    return ForwardWork.of(step, true);
  }

  /**
   * Returns what a step does on the way back.
   *
   * @param step of a plan
   * @return its work, with the multiplications for each gradient that there is
   */
  public static Work backward(Step step) {
    return step.backward().map(backward -> BackwardWork.of(step, backward)).orElse(NONE);
  }

  /**
   * Returns what a model for inference only does in the place of a step.
   *
   * @param step of a plan
   * @return the work of all that its call computes; none where another one computes it
   */
  public static Work inference(Step step) {
    if (step.trainingOnly() || step.isFolded()) {
      return NONE;
    }
    return step.folding()
        .map(folding -> ForwardWork.of(step, folding))
        .orElseGet(() -> ForwardWork.of(step, false));
  }

  /**
   * Adds other work.
   *
   * @param other what is done as well
   * @return the sum
   */
  public Work plus(Work other) {
    return new Work(
        Math.addExact(macs, other.macs),
        Math.addExact(imageFloats, other.imageFloats),
        Math.addExact(passFloats, other.passFloats));
  }
}
