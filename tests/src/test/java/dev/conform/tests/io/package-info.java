/** Tests of files of weights: sound ones, malformed ones, and those of a model. */
@NullMarked
package dev.conform.tests.io;

import org.jspecify.annotations.NullMarked;
