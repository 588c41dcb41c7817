/** The annotation processor and its wiring. Imports every package below. */
@NullMarked
package dev.conform.processor;

import org.jspecify.annotations.NullMarked;
