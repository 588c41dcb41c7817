package dev.conform.runtime.data;

import dev.conform.runtime.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the IDX files that MNIST and its successors come in, plain or packed by gzip (Y. LeCun, C.
 * Cortes, C. Burges, "The MNIST database of handwritten digits").
 */
public final class Idx {

  private Idx() {}

  /**
   * Reads images and their labels.
   *
   * @param images a file of unsigned bytes of three dimensions {@code [images, height, width]}, or
   *     four {@code [images, channels, height, width]}
   * @param labels a file of unsigned bytes of one dimension
   * @param classes the number of classes; labels run from 0 to {@code classes - 1}
   * @return the images with values from 0 to 1
   * @throws MalformedDataException if a file is not such a file, if it is shorter or longer than it
   *     says, if the numbers of images and labels differ, or if a label is out of range
   * @throws IOException if a file cannot be read
   */
  public static ImageDataset read(Path images, Path labels, int classes) throws IOException {
    IdxFile pixels = IdxFile.read(images, "images", List.of(3, 4));
    IdxFile classOf = IdxFile.read(labels, "labels", List.of(1));
    int[] size = pixels.dimensions();
    if (classOf.dimensions()[0] != size[0]) {
      throw new MalformedDataException(
          labels,
          4,
          "%d labels, one for each image of %s".formatted(size[0], images.getFileName()),
          Integer.toString(classOf.dimensions()[0]),
          null);
    }
    int[] values = new int[size[0]];
    for (int i = 0; i < values.length; i++) {
      values[i] = classOf.values()[i] & 0xff;
      if (values[i] >= classes) {
        throw new MalformedDataException(
            labels,
            classOf.headerBytes() + i,
            "a label from 0 to %d for image %d".formatted(classes - 1, i),
            Integer.toString(values[i]),
            null);
      }
    }
    int last = size.length - 1;
    Shape shape = Shape.image(size.length == 4 ? size[1] : 1, size[last - 1], size[last]);
    return ImageDataset.ofBytes(shape, pixels.values(), Targets.ofLabels(values, classes));
  }
}
