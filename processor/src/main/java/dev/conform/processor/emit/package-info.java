/**
 * Writes a plan as Java: the generated class, its stub, and the network's summary. Imports {@code
 * java.*}, {@code plan}, {@code ir}, JavaPoet and, for the summary, jackson-jr. The runtime is
 * known here by its names only.
 */
@NullMarked
package dev.conform.processor.emit;

import org.jspecify.annotations.NullMarked;
