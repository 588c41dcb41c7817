/**
 * What {@code javac} says of declarations, right and wrong. Sources lie in {@code
 * src/test/resources/diagnostics}: under a line at fault stands a comment with a caret at the
 * column and the whole text; all other lines must be silent.
 */
@NullMarked
package dev.conform.tests.diagnostics;

import org.jspecify.annotations.NullMarked;
