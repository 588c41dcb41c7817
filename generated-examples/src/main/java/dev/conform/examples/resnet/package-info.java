/** Residual networks (He et al. 2015): blocks that learn what to add to their input. */
@NullMarked
package dev.conform.examples.resnet;

import org.jspecify.annotations.NullMarked;
