package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.conform.runtime.kernel.Conv2d;
import dev.conform.runtime.kernel.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Index formulas written out by hand are the oracle for the one transposition that does it all. */
class PackingTest {

  @Test
  void convolutionWeightsLieKernelFirstAndOutputChannelLast() {
    int out = 6;
    int in = 3;
    int height = 5;
    int width = 2;
    Packing packing = Packing.conv(Conv2d.of(6, 9, 9).filters(out).groups(2).kernel(height, width));
    assertEquals(List.of(out, in, height, width), packing.shape());
    float[] values = counting(out * in * height * width);
    Tensor packed = packed(packing, values);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int h = 0; h < height; h++) {
          for (int w = 0; w < width; w++) {
            assertEquals(
                values[((o * in + i) * height + h) * width + w],
                packed.get(((h * width + w) * in + i) * out + o));
          }
        }
      }
    }
    assertArrayEquals(values, packing.unpack(packed));
  }

  @Test
  void denseWeightsTakeTheirInputsChannelsLast() {
    int units = 4;
    Shape input = Shape.image(3, 2, 5);
    Packing packing = Packing.dense(units, input);
    assertEquals(List.of(units, 30), packing.shape());
    float[] values = counting(units * 30);
    Tensor packed = packed(packing, values);
    for (int u = 0; u < units; u++) {
      for (int c = 0; c < 3; c++) {
        for (int h = 0; h < 2; h++) {
          for (int w = 0; w < 5; w++) {
            assertEquals(
                values[u * 30 + (c * 2 + h) * 5 + w],
                packed.get(((h * 5 + w) * 3 + c) * units + u));
          }
        }
      }
    }
    assertArrayEquals(values, packing.unpack(packed));
  }

  /** So many values that they are packed in several blocks, of which the last is narrower. */
  @Test
  void aLargeWeightIsPackedLikeASmallOne() {
    int units = 100;
    Packing packing = Packing.dense(units, Shape.image(251, 9, 10));
    float[] values = counting(units * 251 * 90);
    Tensor packed = packed(packing, values);
    for (int u = 0; u < units; u++) {
      for (int c = 0; c < 251; c++) {
        for (int pixel = 0; pixel < 90; pixel++) {
          if (values[(u * 251 + c) * 90 + pixel] != packed.get((pixel * 251L + c) * units + u)) {
            fail("unit %d, channel %d, pixel %d".formatted(u, c, pixel));
          }
        }
      }
    }
    assertArrayEquals(values, packing.unpack(packed));
  }

  @Test
  void refusesToPutAnotherDimensionInnermost() {
    List<Integer> shape = List.of(2, 3);
    assertEquals(
        "order [0, 1]: PyTorch's outermost dimension, 0, is the innermost in memory",
        assertThrows(IllegalArgumentException.class, () -> new Packing(shape, shape, List.of(0, 1)))
            .getMessage());
  }

  @Test
  void vectorsOfAFlattenedImageFollowItsUnits() {
    Shape flat = Shape.image(3, 2, 5).flatten();
    Packing packing = Packing.vector(flat);
    assertEquals(List.of(30), packing.shape());
    float[] values = counting(30);
    float[] unpacked = new float[30];
    new ChannelsLast().unpack(flat, unpacked, 0, packed(packing, values).segment(), 0);
    assertArrayEquals(values, unpacked);
  }

  @Test
  void vectorsOfAnImageHaveOneValueAChannel() {
    Packing packing = Packing.vector(Shape.image(7, 4, 4));
    float[] values = counting(7);
    float[] plain = new float[7];
    packed(packing, values).copyTo(plain);
    assertArrayEquals(values, plain);
  }

  private static Tensor packed(Packing packing, float[] values) {
    Tensor packed = new Tensor(MemorySegment.ofArray(new float[values.length]));
    packing.pack(packed, values);
    return packed;
  }

  private static float[] counting(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }
}
