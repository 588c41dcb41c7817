/**
 * Labelled images: {@link dev.conform.runtime.data.Dataset}, the file formats they come in, and the
 * {@link dev.conform.runtime.data.BatchLoader} that prepares batches off the training thread.
 * Imports {@code dev.conform.runtime} and {@code java.*}.
 */
@NullMarked
package dev.conform.runtime.data;

import org.jspecify.annotations.NullMarked;
