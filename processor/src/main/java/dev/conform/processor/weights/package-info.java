/**
 * Reads what a file of weights holds, without its values. Imports {@code java.*} and jackson-jr.
 */
@NullMarked
package dev.conform.processor.weights;

import org.jspecify.annotations.NullMarked;
