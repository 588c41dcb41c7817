/** Diagnostics as values. Imports {@code java.*} only. */
@NullMarked
package dev.conform.processor.diag;

import org.jspecify.annotations.NullMarked;
