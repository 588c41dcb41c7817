/**
 * Training: losses, optimizers, schedules, the {@link dev.conform.runtime.train.Trainer} and the
 * metrics. Every formula is PyTorch's. Imports {@code dev.conform.runtime}, its {@code data} and
 * its {@code kernel}.
 */
@NullMarked
package dev.conform.runtime.train;

import org.jspecify.annotations.NullMarked;
