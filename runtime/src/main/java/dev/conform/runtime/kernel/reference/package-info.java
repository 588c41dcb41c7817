/**
 * The oracle: every operation of a network, forward and backward, as plain loops in double
 * precision. Nothing here is fast and nothing should be; the fast kernels are tested against it.
 *
 * <p>Values lie as in PyTorch: images as {@code [batch][channels][height][width]}, convolution
 * weights as {@code [outChannels][inChannels / groups][kernelH][kernelW]}, dense weights as {@code
 * [units][inputs]}. Arguments are outputs, inputs, dimensions, in this order; outputs are
 * overwritten. A bias or weight that a layer does not have is an array of length 0. Sizes are the
 * caller's to keep: a wrong one ends in {@link ArrayIndexOutOfBoundsException}.
 *
 * <p>This package imports {@code java.*} and {@code dev.conform.runtime.kernel}.
 */
@NullMarked
package dev.conform.runtime.kernel.reference;

import org.jspecify.annotations.NullMarked;
