/**
 * The kernels a generated network calls, the shapes they take and the memory they work on.
 *
 * <p>Inside, images lie channels-last ({@code [batch][height][width][channels]}), convolution
 * weights as {@code [kernelH][kernelW][inChannels / groups][outChannels]} and dense weights as
 * {@code [inputs][units]}, inputs in the order height, width, channel. Arguments of a kernel are
 * outputs, inputs, dimensions, in this order. This package imports {@code java.*} only; it knows
 * the implementations in its sub-packages by name, or through {@link java.util.ServiceLoader}.
 *
 * <p>Denormal numbers (below about 1e-38) are computed with, not flushed. Measured on LeNet-5 with
 * AVX-512: a training step takes ten times as long if every value of the images is denormal; half
 * of a layer's weights, or all gradients of the output, made up to a quarter of a difference.
 */
@NullMarked
package dev.conform.runtime.kernel;

import org.jspecify.annotations.NullMarked;
