/**
 * Architecture advice: one class a rule, each looking at a network without errors. Imports {@code
 * ir}, {@code diag} and {@code analyze}.
 */
@NullMarked
package dev.conform.processor.analyze.advice;

import org.jspecify.annotations.NullMarked;
