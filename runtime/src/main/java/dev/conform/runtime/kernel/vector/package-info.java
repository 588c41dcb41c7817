/**
 * The inner loops on the Vector API (JEP 508, incubating). Imports {@code
 * dev.conform.runtime.kernel}, its plain fallback and {@code jdk.incubator.vector}; loaded only
 * where that module is present.
 */
@NullMarked
package dev.conform.runtime.kernel.vector;

import org.jspecify.annotations.NullMarked;
