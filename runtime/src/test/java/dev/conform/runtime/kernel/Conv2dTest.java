package dev.conform.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2dTest {

  /** The kernel is set first, as generated code does it, and the padding makes it fit. */
  @Test
  void aKernelMayBeLargerThanTheInputUntilPaddingIsAdded() {
    Conv2d conv = Conv2d.of(1, 2, 2).kernel(3, 3).padding(1, 1, 1, 1);
    assertEquals(2, conv.outHeight());
    assertEquals(2, conv.outWidth());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7"})
  void aKernelThatDoesNotFitIsRefused(int stride) {
    Conv2d conv = Conv2d.of(1, 3, 3).kernel(4, 2).stride(stride, 1);
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, conv::outHeight);
    assertEquals(
        "kernel 4×2 does not fit its 3×3 input with padding 0, 0, 0, 0", error.getMessage());
  }

  @Test
  void groupsDivideTheChannels() {
    Conv2d conv = Conv2d.of(4, 3, 3).filters(6);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> conv.groups(4));
    assertEquals("4 groups must divide 4 input and 6 output channels", error.getMessage());
  }
}
