/**
 * What {@code mvn -Pdemo} runs: a network is trained before the eyes of a newcomer. Imports the
 * public API of the runtime, as any application would, a progress bar and a plotter.
 */
@NullMarked
package dev.conform.examples.demo;

import org.jspecify.annotations.NullMarked;
