package dev.conform.runtime.kernel.vector;

import dev.conform.runtime.kernel.plain.PlainPrimitives;

/** The inner loops on vectors. */
final class VectorPrimitives extends PlainPrimitives {}
