package dev.conform.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of shapes, worked out by hand. */
class ConvolutionTest {

  @ParameterizedTest
  @CsvSource({
    // batch, in, side, out, kernel, stride, padding, groups; output side, weights, operations
    "1, 64, 224, 64, 3, 1, 1, 1,      224, 36864, 3699376128",
    "8, 3, 224, 64, 7, 2, 3, 1,       112, 9408, 1888223232",
    "64, 1, 32, 6, 5, 1, 0, 1,        28, 150, 15052800",
    "8, 240, 28, 240, 5, 2, 2, 240,   14, 6000, 18816000"
  })
  void sizesFollowFromTheShape(
      int batch,
      int in,
      int side,
      int out,
      int kernel,
      int stride,
      int padding,
      int groups,
      int outSide,
      int weights,
      double flops) {
    Convolution shape = new Convolution(batch, in, side, out, kernel, stride, padding, groups);
    assertEquals(outSide, shape.outSide());
    assertEquals(weights, shape.weightSize());
    assertEquals(batch * in * side * side, shape.inputSize());
    assertEquals(batch * out * outSide * outSide, shape.outputSize());
    assertEquals(flops, shape.flops());
  }

  @Test
  void theGradientOfImagesIsNotCounted() {
    Convolution images = new Convolution(8, 3, 224, 64, 7, 2, 3, 1);
    Convolution maps = new Convolution(8, 64, 56, 64, 3, 1, 1, 1);
    assertEquals(2 * images.flops(), backward(images).flops());
    assertEquals(3 * maps.flops(), backward(maps).flops());
  }

  private static ConvolutionTask backward(Convolution shape) {
    return new ConvolutionTask(
        shape, ConvolutionTask.Direction.FORWARD_BACKWARD, 1, Path.of("logs"));
  }

  @Test
  void aShapeIsNamedByWhatIsSpecialOfIt() {
    assertEquals("3×3 64→128@56", new Convolution(8, 64, 56, 128, 3, 1, 1, 1).toString());
    assertEquals(
        "5×5 240→240@28 s2 g240", new Convolution(8, 240, 28, 240, 5, 2, 2, 240).toString());
  }
}
