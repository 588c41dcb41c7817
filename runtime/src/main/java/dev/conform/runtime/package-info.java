/**
 * What an application touches: a {@link dev.conform.runtime.Model}, its {@link
 * dev.conform.runtime.Layer layers} and {@link dev.conform.runtime.Parameter parameters}. Imports
 * {@code dev.conform.runtime.*}.
 */
@NullMarked
package dev.conform.runtime;

import org.jspecify.annotations.NullMarked;
