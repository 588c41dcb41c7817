/** DenseNet (Huang et al. 2016): every layer reads all that were made before it. */
@NullMarked
package dev.conform.examples.densenet;

import org.jspecify.annotations.NullMarked;
