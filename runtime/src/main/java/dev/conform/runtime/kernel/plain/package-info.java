/**
 * The inner loops in plain Java: what runs where the Vector API is missing, and the loops that
 * vectors would not make faster. Imports {@code dev.conform.runtime.kernel}.
 */
@NullMarked
package dev.conform.runtime.kernel.plain;

import org.jspecify.annotations.NullMarked;
