package dev.conform.benchmarks;

/**
 * The shape of a convolution of square images without bias.
 *
 * @param batch images at once
 * @param inChannels channels of the input
 * @param side height and width of the input
 * @param outChannels channels of the output
 * @param kernel height and width of the kernel
 * @param stride in both directions
 * @param padding on all sides
 * @param groups the number of groups that the channels are split into
 */
public record Convolution(
    int batch,
    int inChannels,
    int side,
    int outChannels,
    int kernel,
    int stride,
    int padding,
    int groups) {

  /** Up to this many channels an input is images, whose gradient nobody needs. */
  private static final int IMAGE_CHANNELS = 3;

  /**
   * Returns the height and width of the output.
   *
   * @return in pixels
   */
  public int outSide() {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  /**
   * Returns the number of values of the input.
   *
   * @return of the whole batch
   */
  public int inputSize() {
    return batch * inChannels * side * side;
  }

  /**
   * Returns the number of values of the output.
   *
   * @return of the whole batch
   */
  public int outputSize() {
    return batch * outChannels * outSide() * outSide();
  }

  /**
   * Returns the number of values that one output is summed over.
   *
   * @return taps times input channels of a group
   */
  public int patch() {
    return kernel * kernel * (inChannels / groups);
  }

  /**
   * Returns the number of weights.
   *
   * @return of all output channels
   */
  public int weightSize() {
    return outChannels * patch();
  }

  /**
   * Tells whether training needs the gradient of the input.
   *
   * @return false where the input is images
   */
  public boolean needsInputGradient() {
    return inChannels > IMAGE_CHANNELS;
  }

  /**
   * Returns the floating-point operations of a forward pass by its definition.
   *
   * @return two for each multiplication and addition
   */
  public double flops() {
    return 2.0 * outputSize() * patch();
  }

  /** Returns, for example, {@code 3×3 64→128@56 s2}: kernel, channels, side, stride. */
  @Override
  public String toString() {
    String text = "%d×%d %d→%d@%d".formatted(kernel, kernel, inChannels, outChannels, side);
    String strided = stride == 1 ? text : text + " s" + stride;
    return groups == 1 ? strided : strided + " g" + groups;
  }
}
