package dev.conform.runtime;

/** A model needs more memory than there is. Nothing was kept. */
public final class InsufficientMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InsufficientMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
