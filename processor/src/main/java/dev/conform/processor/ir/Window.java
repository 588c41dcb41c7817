package dev.conform.processor.ir;

/**
 * How a convolution or a pool slides over its input. Where {@code same} is set the four paddings
 * are not known yet; shape inference replaces it by numbers.
 */
public record Window(
    int kernelH,
    int kernelW,
    int strideH,
    int strideW,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int dilationH,
    int dilationW,
    boolean same) {}
