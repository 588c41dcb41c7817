/** EfficientNet (Tan and Le 2019): one small network, scaled in all directions at once. */
@NullMarked
package dev.conform.examples.efficientnet;

import org.jspecify.annotations.NullMarked;
