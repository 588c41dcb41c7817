/** AlexNet (Krizhevsky et al. 2012) as it was published, and as torchvision has it. */
@NullMarked
package dev.conform.examples.alexnet;

import org.jspecify.annotations.NullMarked;
