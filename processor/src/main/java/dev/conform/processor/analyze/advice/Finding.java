package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;

/**
 * A piece of advice and where it can be silenced.
 *
 * @param layer the method it is about; empty for the network as a whole
 * @param diagnostic what to say
 */
record Finding(String layer, Diagnostic diagnostic) {}
