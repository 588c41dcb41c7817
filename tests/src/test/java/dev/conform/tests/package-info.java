/** Tests of everything that crosses modules. */
@NullMarked
package dev.conform.tests;

import org.jspecify.annotations.NullMarked;
