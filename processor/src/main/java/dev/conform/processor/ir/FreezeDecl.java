package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;

/**
 * How far a network is frozen.
 *
 * @param upTo the name of the last layer that is
 * @param position of that name
 */
public record FreezeDecl(String upTo, Position position) {}
