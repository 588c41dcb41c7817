/** The fast kernels against the reference, over awkward sizes and all implementations. */
@NullMarked
package dev.conform.tests.kernel;

import org.jspecify.annotations.NullMarked;
