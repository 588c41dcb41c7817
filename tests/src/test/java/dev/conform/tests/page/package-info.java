/** Opens the pages that the processor writes in a browser and clicks through them. */
@NullMarked
package dev.conform.tests.page;

import org.jspecify.annotations.NullMarked;
