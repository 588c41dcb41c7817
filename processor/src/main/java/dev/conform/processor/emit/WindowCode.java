package dev.conform.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.conform.processor.ir.Window;

/** How a window is written, leaving out what goes without saying. */
final class WindowCode {

  private WindowCode() {}

  /** Returns {@code .stride(2, 2).padding(1, 1, 1, 1)}; a stride of {@code usual} is left out. */
  static CodeBlock settings(Window window) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (window.strideH() != 1 || window.strideW() != 1) {
      code.add("$Z.stride($L, $L)", window.strideH(), window.strideW());
    }
    if (isPadded(window)) {
      code.add(
          "$Z.padding($L, $L, $L, $L)",
          window.padTop(),
          window.padLeft(),
          window.padBottom(),
          window.padRight());
    }
    if (window.dilationH() != 1 || window.dilationW() != 1) {
      code.add("$Z.dilation($L, $L)", window.dilationH(), window.dilationW());
    }
    return code.build();
  }

  /** Returns {@code 3×3, stride 2, padding 1}; a stride of {@code usualH×usualW} is left out. */
  static String text(Window window, int usualH, int usualW) {
    StringBuilder text = new StringBuilder();
    text.append(window.kernelH()).append('×').append(window.kernelW());
    if (window.strideH() != usualH || window.strideW() != usualW) {
      text.append(" stride ").append(pair(window.strideH(), window.strideW()));
    }
    if (isPadded(window)) {
      text.append(" padding ").append(padding(window));
    }
    if (window.dilationH() != 1 || window.dilationW() != 1) {
      text.append(" dilation ").append(pair(window.dilationH(), window.dilationW()));
    }
    return text.toString();
  }

  private static String padding(Window window) {
    String top = pair(window.padTop(), window.padLeft());
    String bottom = pair(window.padBottom(), window.padRight());
    return top.equals(bottom) ? top : top + " to " + bottom;
  }

  private static String pair(int height, int width) {
    return height == width ? Integer.toString(height) : height + "×" + width;
  }

  private static boolean isPadded(Window window) {
    return window.padTop() != 0
        || window.padLeft() != 0
        || window.padBottom() != 0
        || window.padRight() != 0;
  }
}
