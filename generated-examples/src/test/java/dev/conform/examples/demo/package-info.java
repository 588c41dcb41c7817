/** Tests of the demo's parts. */
@NullMarked
package dev.conform.examples.demo;

import org.jspecify.annotations.NullMarked;
