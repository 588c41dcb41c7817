/**
 * Files of weights: the safetensors format, read with suspicion and written so that a file is
 * always whole. Imports {@code dev.conform.runtime} and, for writing, a JSON library; nothing
 * imports what is not public here.
 */
@NullMarked
package dev.conform.runtime.io;

import org.jspecify.annotations.NullMarked;
