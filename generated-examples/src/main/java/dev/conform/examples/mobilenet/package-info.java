/** MobileNetV2 (Sandler et al. 2018): residual blocks that are wide inside and narrow outside. */
@NullMarked
package dev.conform.examples.mobilenet;

import org.jspecify.annotations.NullMarked;
