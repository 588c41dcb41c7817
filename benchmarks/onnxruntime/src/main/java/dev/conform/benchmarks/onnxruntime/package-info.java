/**
 * The networks of the race on ONNX Runtime. {@link dev.conform.benchmarks.onnxruntime.OnnxWriter}
 * writes them in the Open Neural Network Exchange format.
 */
@NullMarked
package dev.conform.benchmarks.onnxruntime;

import org.jspecify.annotations.NullMarked;
