/** VGG (Simonyan and Zisserman 2014): nothing but 3×3 convolutions, in five stages. */
@NullMarked
package dev.conform.examples.vgg;

import org.jspecify.annotations.NullMarked;
