package dev.conform.processor.plan;

import dev.conform.processor.ir.Shape;

/**
 * An input of the network.
 *
 * @param name of its layer; {@code input} for the main one
 * @param buffer that it lies in
 * @param shape of it
 */
public record PlannedInput(String name, int buffer, Shape shape) {}
