/** LeNet-5 (LeCun et al. 1998) as it was published, with and without trainable subsampling. */
@NullMarked
package dev.conform.examples.lenet;

import org.jspecify.annotations.NullMarked;
