/**
 * Decides how a network runs before it runs: what is fused, where every activation and gradient
 * lies, in which order gradients are made, how each convolution is computed. Imports {@code java.*}
 * and {@code ir}.
 */
@NullMarked
package dev.conform.processor.plan;

import org.jspecify.annotations.NullMarked;
