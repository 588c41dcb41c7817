/** The networks of the race as Conform generates them. */
@NullMarked
package dev.conform.benchmarks.conform;

import org.jspecify.annotations.NullMarked;
