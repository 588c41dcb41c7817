/**
 * The reference kernels against vectors that others published: ONNX's operator tests and literal
 * gradients from Burn and TensorFlow.js. Imports the runtime's kernels, jackson-jr through {@code
 * tests.json}, and JUnit.
 */
@NullMarked
package dev.conform.tests.conformance;

import org.jspecify.annotations.NullMarked;
