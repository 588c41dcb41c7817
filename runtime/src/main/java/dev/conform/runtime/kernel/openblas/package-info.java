/**
 * Matrix products by OpenBLAS. The only package that imports {@code org.bytedeco}; beyond that it
 * imports {@code dev.conform.runtime.kernel}.
 */
@NullMarked
package dev.conform.runtime.kernel.openblas;

import org.jspecify.annotations.NullMarked;
