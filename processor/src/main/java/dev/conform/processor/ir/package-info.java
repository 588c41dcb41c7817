/**
 * Immutable records that the stages hand to each other. Imports {@code java.*} and {@code diag}.
 */
@NullMarked
package dev.conform.processor.ir;

import org.jspecify.annotations.NullMarked;
