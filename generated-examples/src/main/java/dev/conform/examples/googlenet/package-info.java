/** GoogLeNet (Szegedy et al. 2014): nine inception modules from one block. */
@NullMarked
package dev.conform.examples.googlenet;

import org.jspecify.annotations.NullMarked;
