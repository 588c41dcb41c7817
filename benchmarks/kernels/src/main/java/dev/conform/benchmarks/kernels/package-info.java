/**
 * The kernels of the runtime on their own, by JMH: a class for each family, at shapes of layers of
 * real networks. {@link dev.conform.benchmarks.kernels.WorkRate} says GFLOP/s or GB/s besides the
 * time.
 */
@NullMarked
package dev.conform.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
