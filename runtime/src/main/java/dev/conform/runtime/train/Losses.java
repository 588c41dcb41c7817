package dev.conform.runtime.train;

/** The losses. */
public final class Losses {

  private Losses() {}

  /**
   * Returns the cross-entropy between the targets and the softmax of the output, for networks that
   * end in one score for each class: PyTorch's {@code CrossEntropyLoss}. The softmax is part of the
   * loss; the network itself ends without one.
   *
   * @return −log softmax(output)[label], the mean over the batch
   */
  public static Loss crossEntropy() {
    return crossEntropy(0);
  }

  /**
   * Returns the cross-entropy with label smoothing (Szegedy et al. 2016, section 7): a share of
   * each target is spread evenly over all classes.
   *
   * @param labelSmoothing the share, from 0 to 1; 0.1 is usual
   * @return as {@link #crossEntropy()}
   */
  public static Loss crossEntropy(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "label smoothing " + labelSmoothing + ": it must be from 0 to 1");
    }
    return new CrossEntropy(labelSmoothing);
  }

  /**
   * Returns the mean of (output − target)² over all outputs of the batch: PyTorch's {@code
   * MSELoss}.
   *
   * @return the loss
   */
  public static Loss meanSquaredError() {
    return new MeanSquaredError();
  }

  /**
   * Returns the cross-entropy of outputs that are each a yes or no of its own, from scores: the
   * sigmoid is part of the loss and the network ends without one. PyTorch's {@code
   * BCEWithLogitsLoss}.
   *
   * @return −t · log σ(x) − (1 − t) · log(1 − σ(x)), the mean over all outputs of the batch
   */
  public static Loss binaryCrossEntropy() {
    return new BinaryCrossEntropy();
  }
}
