/**
 * The kernels a generated network calls, the shapes they take and the memory they work on.
 *
 * <p>Inside, images lie channels-last ({@code [batch][height][width][channels]}), convolution
 * weights as {@code [kernelH][kernelW][inChannels / groups][outChannels]} and dense weights as
 * {@code [inputs][units]}, inputs in the order height, width, channel. Arguments of a kernel are
 * outputs, inputs, dimensions, in this order. This package imports {@code java.*} only; the
 * implementations in its sub-packages reach it through {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.conform.runtime.kernel;

import org.jspecify.annotations.NullMarked;
