/**
 * Whole networks: a {@link dev.conform.processor.ir.ShapedGraph} executed with the reference
 * kernels in double precision, compared with PyTorch, and generated classes compared with it.
 */
@NullMarked
package dev.conform.tests.network;

import org.jspecify.annotations.NullMarked;
