/** Expansion, shape inference, expectations and advice. Imports {@code ir} and {@code diag}. */
@NullMarked
package dev.conform.processor.analyze;

import org.jspecify.annotations.NullMarked;
