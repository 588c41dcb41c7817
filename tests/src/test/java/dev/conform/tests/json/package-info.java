/** Reads the JSON of test data. Imports {@code java.*} and jackson-jr. */
@NullMarked
package dev.conform.tests.json;

import org.jspecify.annotations.NullMarked;
