/** Networks of the literature and the demo, written as a user would. */
@NullMarked
package dev.conform.examples;

import org.jspecify.annotations.NullMarked;
