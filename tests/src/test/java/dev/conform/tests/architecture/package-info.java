/** Keeps the table of packages and their imports true. */
@NullMarked
package dev.conform.tests.architecture;

import org.jspecify.annotations.NullMarked;
