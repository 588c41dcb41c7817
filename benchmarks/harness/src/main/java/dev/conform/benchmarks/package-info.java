/**
 * What all engines of the race share: the {@linkplain dev.conform.benchmarks.Network networks},
 * each described once and {@linkplain dev.conform.benchmarks.GraphWriter written} for every
 * library, the {@linkplain dev.conform.benchmarks.NetworkTask tasks}, and the {@linkplain
 * dev.conform.benchmarks.EngineHost process} that an engine runs in.
 */
@NullMarked
package dev.conform.benchmarks;

import org.jspecify.annotations.NullMarked;
