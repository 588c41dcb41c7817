package dev.conform.processor.plan;

import dev.conform.processor.ir.Shape;

/**
 * An output of the network.
 *
 * @param name of its layer
 * @param buffer that it lies in
 * @param gradient the buffer that a loss writes
 * @param shape of it
 * @param weight of its loss
 * @param trainingOnly whether inference leaves it out
 */
public record PlannedOutput(
    String name, int buffer, int gradient, Shape shape, double weight, boolean trainingOnly) {}
