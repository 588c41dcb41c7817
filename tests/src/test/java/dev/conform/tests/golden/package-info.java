/**
 * The generated class as text, one network for each construct, and what it must survive: both
 * compilers without a warning, any locale, hostile names, a thousand layers. May import everything.
 */
@NullMarked
package dev.conform.tests.golden;

import org.jspecify.annotations.NullMarked;
