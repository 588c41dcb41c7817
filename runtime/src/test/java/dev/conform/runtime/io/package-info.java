/** Tests of what saving and loading do when the disk does not play along. */
@NullMarked
package dev.conform.runtime.io;

import org.jspecify.annotations.NullMarked;
