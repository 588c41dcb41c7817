/** What an application does with a generated model, and what it must not be able to do. */
@NullMarked
package dev.conform.tests.model;

import org.jspecify.annotations.NullMarked;
