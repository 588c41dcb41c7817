/** Some networks of the race on Deeplearning4j, as computation graphs. */
@NullMarked
package dev.conform.benchmarks.deeplearning4j;

import org.jspecify.annotations.NullMarked;
