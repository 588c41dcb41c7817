/** The demo as a newcomer runs it, on the digits that need no network. */
@NullMarked
package dev.conform.tests.demo;

import org.jspecify.annotations.NullMarked;
