/**
 * Reads annotations into {@code ir.NetworkDecl}. Imports {@code javax.lang.model}, {@code ir},
 * {@code diag} and {@code javac}.
 */
@NullMarked
package dev.conform.processor.parse;

import org.jspecify.annotations.NullMarked;
