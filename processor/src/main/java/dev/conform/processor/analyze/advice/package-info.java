/**
 * Architecture advice: one class a rule, each looking at a network without errors. Imports {@code
 * ir} and {@code diag}.
 */
@NullMarked
package dev.conform.processor.analyze.advice;

import org.jspecify.annotations.NullMarked;
