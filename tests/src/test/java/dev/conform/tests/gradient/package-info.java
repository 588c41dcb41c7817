/**
 * The reference kernels' gradients against central differences. Imports the runtime's kernels and
 * JUnit.
 */
@NullMarked
package dev.conform.tests.gradient;

import org.jspecify.annotations.NullMarked;
