/**
 * The networks of the race on PyTorch: its official build of libtorch, with TorchScript modules
 * that are {@linkplain dev.conform.benchmarks.pytorch.TorchScriptWriter written} here.
 */
@NullMarked
package dev.conform.benchmarks.pytorch;

import org.jspecify.annotations.NullMarked;
