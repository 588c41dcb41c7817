/** SqueezeNet (Iandola et al. 2016): the accuracy of AlexNet with a fiftieth of its parameters. */
@NullMarked
package dev.conform.examples.squeezenet;

import org.jspecify.annotations.NullMarked;
