/**
 * The annotations a network is declared with. They are read by {@code javac} through Conform's
 * annotation processor and are gone at run time. This package imports nothing.
 *
 * <p>A network is an interface with {@link dev.conform.dsl.Network}; each of its methods is a named
 * layer, and the annotations on a method are applied from left to right. Sizes that have a height
 * and a width take one number for both, or two: {@code kernel = 3}, {@code kernel = {3, 5}}.
 */
package dev.conform.dsl;
