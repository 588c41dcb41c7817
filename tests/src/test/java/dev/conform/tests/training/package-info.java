/** Trains generated networks: against PyTorch, on real digits, and with faults. */
@NullMarked
package dev.conform.tests.training;

import org.jspecify.annotations.NullMarked;
