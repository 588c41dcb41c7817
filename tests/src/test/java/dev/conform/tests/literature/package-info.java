/**
 * The networks of the examples against what was published of them: figures, shapes of every node,
 * and a step of training. Imports everything, as a user and as the processor's own tests do.
 */
@NullMarked
package dev.conform.tests.literature;

import org.jspecify.annotations.NullMarked;
