/**
 * Messager, Filer, positions: the only package that knows what compiles. Imports {@code javax.*}
 * and {@code diag}.
 */
@NullMarked
package dev.conform.processor.javac;

import org.jspecify.annotations.NullMarked;
