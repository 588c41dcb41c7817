package dev.conform.runtime.data;

import dev.conform.runtime.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Images held in memory, as bytes or floats, with their targets. A dataset never changes: every
 * method returns another one that shares the images.
 */
public final class ImageDataset implements Dataset {

  private final Pixels pixels;
  private final Shape stored;
  private final int padding;
  private final boolean normalized;
  private final int[] indices;
  private final Targets targets;
  private final Shape shape;

  private ImageDataset(
      Pixels pixels,
      Shape stored,
      int padding,
      boolean normalized,
      int[] indices,
      Targets targets) {
    this.pixels = pixels;
    this.stored = stored;
    this.padding = padding;
    this.normalized = normalized;
    this.indices = indices;
    this.targets = targets;
    this.shape =
        Shape.image(stored.channels(), stored.height() + 2 * padding, stored.width() + 2 * padding);
  }

  /**
   * Makes a dataset of images whose values are bytes; 0 to 255 are seen as 0 to 1.
   *
   * @param shape of each image
   * @param pixels one image after the other, each in the order C×H×W; kept, not copied
   * @param targets one for each image
   * @return the dataset
   * @throws IllegalArgumentException if the numbers of images and targets differ
   */
  public static ImageDataset ofBytes(Shape shape, byte[] pixels, Targets targets) {
    int images = count(shape, pixels.length, targets);
    Normalization none = Normalization.identity(shape.channels());
    return of(new Pixels.Bytes(pixels, none), shape, images, targets);
  }

  /**
   * Makes a dataset of images whose values are floats.
   *
   * @param shape of each image
   * @param pixels one image after the other, each in the order C×H×W; kept, not copied
   * @param targets one for each image
   * @return the dataset
   * @throws IllegalArgumentException if the numbers of images and targets differ
   */
  public static ImageDataset ofFloats(Shape shape, float[] pixels, Targets targets) {
    int images = count(shape, pixels.length, targets);
    Normalization none = Normalization.identity(shape.channels());
    return of(new Pixels.Floats(pixels, none), shape, images, targets);
  }

  private static ImageDataset of(Pixels pixels, Shape shape, int images, Targets targets) {
    int[] all = IntStream.range(0, images).toArray();
    return new ImageDataset(pixels, shape, 0, false, all, targets);
  }

  private static int count(Shape shape, int values, Targets targets) {
    if (values % shape.size() != 0) {
      throw new IllegalArgumentException(
          "%d values are not a whole number of images of %s = %d values each"
              .formatted(values, shape, shape.size()));
    }
    int images = values / shape.size();
    if (images != targets.size()) {
      throw new IllegalArgumentException(
          "%d images, but %d targets: each image needs one".formatted(images, targets.size()));
    }
    return images;
  }

  /**
   * Adds a border of zeros around each image. MNIST's 28×28 become LeNet-5's 32×32 by {@code
   * pad(2)}. Normalisation changes the border like every other pixel.
   *
   * @param border in pixels, on each side
   * @return the dataset of larger images
   */
  public ImageDataset pad(int border) {
    if (border < 0) {
      throw new IllegalArgumentException("pad " + border + ": it must be 0 or more");
    }
    int both = Math.addExact(padding, border);
    return new ImageDataset(pixels, stored, both, normalized, indices, targets);
  }

  /**
   * Shifts and scales each channel.
   *
   * @param normalization measured on the training set
   * @return the normalised dataset
   * @throws IllegalArgumentException if it is for another number of channels
   * @throws IllegalStateException if this dataset is normalised already
   */
  public ImageDataset normalize(Normalization normalization) {
    if (normalized) {
      throw new IllegalStateException("the images are normalised already");
    }
    if (normalization.mean().size() != stored.channels()) {
      throw new IllegalArgumentException(
          "a normalisation of %d channels, but images of %s"
              .formatted(normalization.mean().size(), shape));
    }
    return new ImageDataset(pixels.with(normalization), stored, padding, true, indices, targets);
  }

  /**
   * Returns the first images.
   *
   * @param count how many
   * @return a dataset of them
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public ImageDataset first(int count) {
    return range(0, count);
  }

  /**
   * Returns some images that follow each other.
   *
   * @param from the first
   * @param to the one after the last
   * @return a dataset of them
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public ImageDataset range(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    return subset(IntStream.range(from, to).toArray());
  }

  /**
   * Returns some of the images.
   *
   * @param chosen their indices, in the order of the new dataset
   * @return a dataset of them
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public ImageDataset subset(int... chosen) {
    int[] selected = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      selected[i] = indices[Objects.checkIndex(chosen[i], size())];
    }
    return new ImageDataset(pixels, stored, padding, normalized, selected, targets.select(chosen));
  }

  /**
   * Splits the images in two parts at random, usually into those to train on and those to validate
   * with.
   *
   * @param fraction of the images that the first part gets, above 0 and below 1
   * @param seed the same seed gives the same parts
   * @return both parts; neither is empty where there are two images or more
   */
  public Split split(double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "fraction " + fraction + ": it must be above 0 and below 1");
    }
    int[] order = new int[size()];
    Shuffle.order(order, seed, 0);
    int wanted = (int) Math.round(fraction * size());
    int cut = Math.min(Math.max(wanted, 1), Math.max(size() - 1, 0));
    return new Split(
        subset(Arrays.copyOf(order, cut)), subset(Arrays.copyOfRange(order, cut, order.length)));
  }

  /**
   * The two parts of a dataset.
   *
   * @param first usually to train on
   * @param second the other images, usually to validate with
   */
  public record Split(ImageDataset first, ImageDataset second) {}

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Shape imageShape() {
    return shape;
  }

  @Override
  public Targets targets() {
    return targets;
  }

  /**
   * Returns the class of an image.
   *
   * @param index of the image
   * @return from 0 to {@code targets().classes() - 1}
   * @throws IllegalStateException if the targets are vectors
   */
  public int label(int index) {
    return targets.label(Objects.checkIndex(index, size()));
  }

  /**
   * Copies an image out, as the network sees it.
   *
   * @param index of the image
   * @return a new array in the order C×H×W
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public float[] get(int index) {
    float[] image = new float[shape.size()];
    readImage(index, MemorySegment.ofArray(image), 0);
    return image;
  }

  @Override
  public void readImage(int index, MemorySegment images, long offset) {
    int image = indices[Objects.checkIndex(index, size())] * stored.size();
    int width = stored.width();
    long to = offset;
    for (int channel = 0; channel < stored.channels(); channel++) {
      if (padding == 0) {
        int plane = stored.height() * width;
        pixels.copy(image + channel * plane, plane, channel, images, to);
        to += plane;
        continue;
      }
      float border = pixels.zero(channel);
      to = fill(images, to, (long) padding * shape.width() + padding, border);
      for (int row = 0; row < stored.height(); row++) {
        int from = image + (channel * stored.height() + row) * width;
        pixels.copy(from, width, channel, images, to);
        // The right border of this row and the left one of the next.
        to = fill(images, to + width, row + 1 < stored.height() ? 2L * padding : padding, border);
      }
      to = fill(images, to, (long) padding * shape.width(), border);
    }
  }

  private static long fill(MemorySegment images, long offset, long count, float value) {
    for (long i = 0; i < count; i++) {
      images.setAtIndex(ValueLayout.JAVA_FLOAT, offset + i, value);
    }
    return offset + count;
  }

  /** The sum of one channel of an image before normalisation. The border adds nothing to it. */
  double sum(int index, int channel) {
    int start = plane(index, channel);
    double sum = 0;
    for (int i = 0; i < stored.height() * stored.width(); i++) {
      sum += pixels.raw(start + i);
    }
    return sum;
  }

  /** The squared distances from the mean of one channel of an image, its border included. */
  double squares(int index, int channel, double mean) {
    int start = plane(index, channel);
    int count = stored.height() * stored.width();
    double sum = mean * mean * (shape.height() * shape.width() - count);
    for (int i = 0; i < count; i++) {
      double distance = pixels.raw(start + i) - mean;
      sum += distance * distance;
    }
    return sum;
  }

  private int plane(int index, int channel) {
    return indices[index] * stored.size() + channel * stored.height() * stored.width();
  }

  /** Returns for example {@code 60000 images of 1×32×32, 60000 labels of 10 classes}. */
  @Override
  public String toString() {
    return size() + " images of " + shape + ", " + targets;
  }
}
