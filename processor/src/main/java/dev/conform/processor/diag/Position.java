package dev.conform.processor.diag;

/**
 * A place in the user's source: an element, one of its annotations, or one value of an annotation.
 * Only the package {@code javac} knows what is inside; every other stage just carries it.
 */
public interface Position {}
