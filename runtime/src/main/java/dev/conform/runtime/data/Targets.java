package dev.conform.runtime.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a network should make of images: a class label for each, or a vector of floats for each.
 *
 * <p>Those of a {@link Dataset} never change; those of a {@link Batch} are overwritten when the
 * batch is used again.
 */
public final class Targets {

  private final int classes;
  private final int width;
  private final int[] labels;
  private final float[] vectors;

  private Targets(int classes, int width, int[] labels, float[] vectors) {
    this.classes = classes;
    this.width = width;
    this.labels = labels;
    this.vectors = vectors;
  }

  /**
   * Makes targets of class labels.
   *
   * @param labels one for each image, from 0 to {@code classes - 1}; copied
   * @param classes the number of classes, at least 2
   * @return the targets
   * @throws IllegalArgumentException if a label is out of range, naming its index and value
   */
  public static Targets ofLabels(int[] labels, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes " + classes + ": there must be 2 or more");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label %d of image %d is outside 0 to %d".formatted(labels[i], i, classes - 1));
      }
    }
    return new Targets(classes, 0, labels.clone(), new float[0]);
  }

  /**
   * Makes targets of float vectors: values to predict, or a probability for each class.
   *
   * @param vectors one after the other; for a network whose output is an image, in the order C×H×W;
   *     copied
   * @param width the number of values for each image, at least 1
   * @return the targets
   * @throws IllegalArgumentException if they are not a whole number of vectors, or one is NaN or
   *     infinite
   */
  public static Targets ofVectors(float[] vectors, int width) {
    if (width < 1 || vectors.length % width != 0) {
      throw new IllegalArgumentException(
          "%d values are not a whole number of targets of %d values each"
              .formatted(vectors.length, width));
    }
    for (int i = 0; i < vectors.length; i++) {
      if (!Float.isFinite(vectors[i])) {
        throw new IllegalArgumentException(
            "value %d of the target of image %d is %s".formatted(i % width, i / width, vectors[i]));
      }
    }
    return new Targets(0, width, new int[0], vectors.clone());
  }

  /**
   * Tells whether each image has a class label, and not a vector.
   *
   * @return true after {@link #ofLabels}
   */
  public boolean areLabels() {
    return classes > 0;
  }

  /**
   * Returns the number of classes.
   *
   * @return 2 or more, or 0 where each image has a vector
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns the length of each vector.
   *
   * @return 1 or more, or 0 where each image has a label
   */
  public int width() {
    return width;
  }

  /**
   * Returns how many targets there are.
   *
   * @return one for each image
   */
  public int size() {
    return areLabels() ? labels.length : vectors.length / width;
  }

  /**
   * Returns the class of an image.
   *
   * @param image its index
   * @return from 0 to {@code classes() - 1}
   * @throws IllegalStateException if images have vectors
   */
  public int label(int image) {
    if (!areLabels()) {
      throw new IllegalStateException("the targets are vectors of %d floats".formatted(width));
    }
    return labels[image];
  }

  /**
   * Returns what one output of the network should be. A label counts as 1 for its class and 0 for
   * all others; a network of a single output should give the label itself, 0 or 1.
   *
   * @param image its index
   * @param unit the output's index
   * @param units how many outputs the network has
   * @return the value it should have
   */
  public float value(int image, int unit, int units) {
    if (!areLabels()) {
      return vectors[image * width + unit];
    }
    if (units == 1) {
      return labels[image];
    }
    return labels[image] == unit ? 1 : 0;
  }

  /**
   * Counts the images of each class.
   *
   * @return a new array of {@code classes()} counts
   */
  public int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The targets of some images, in the order of their indices. */
  Targets select(int[] indices) {
    Targets selected = buffer(indices.length);
    for (int i = 0; i < indices.length; i++) {
      selected.copy(i, this, indices[i]);
    }
    return selected;
  }

  /** Targets of the same kind, to be overwritten. */
  Targets buffer(int size) {
    return areLabels()
        ? new Targets(classes, 0, new int[size], vectors)
        : new Targets(0, width, labels, new float[Math.multiplyExact(size, width)]);
  }

  /** Overwrites one target. */
  void copy(int at, Targets from, int index) {
    Objects.checkIndex(index, from.size());
    if (areLabels()) {
      labels[at] = from.labels[index];
    } else {
      System.arraycopy(from.vectors, index * width, vectors, at * width, width);
    }
  }

  /** Returns for example {@code 1797 labels of 10 classes}. */
  @Override
  public String toString() {
    return areLabels()
        ? labels.length + " labels of " + classes + " classes"
        : size() + " vectors of " + width;
  }

  /** Compares the targets. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Targets that
        && classes == that.classes
        && width == that.width
        && Arrays.equals(labels, that.labels)
        && Arrays.equals(vectors, that.vectors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Arrays.hashCode(vectors);
  }
}
