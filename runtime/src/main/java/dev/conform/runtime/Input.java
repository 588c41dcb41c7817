package dev.conform.runtime;

import dev.conform.runtime.kernel.Tensor;

/**
 * An input of a model.
 *
 * @param name of the layer that declares it; {@code input} for the main one
 * @param shape of one image
 * @param values {@code [batch][pixels][channels]}, where the model keeps the images
 */
public record Input(String name, Shape shape, Tensor values) {}
