package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;

/**
 * An output of a model: something that a loss looks at.
 *
 * @param name of the layer that makes it
 * @param shape of what it makes of one image
 * @param values {@code [batch][pixels][channels]}, written by the forward pass
 * @param gradient of the same layout, where a loss leaves its gradient before the backward pass
 * @param weight of its loss in the sum; 1 for the main output
 * @param trainingOnly whether it is left out in inference
 */
public record Output(
    String name,
    Shape shape,
    Tensor values,
    Tensor gradient,
    double weight,
    boolean trainingOnly) {}
