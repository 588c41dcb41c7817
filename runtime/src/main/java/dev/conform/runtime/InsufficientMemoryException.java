package dev.conform.runtime;

/** A model, or its training, needs more memory than there is. Nothing was kept. */
public final class InsufficientMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was refused.
   *
   * @param message how much is needed for what, and what to change
   * @param cause the refusal
   */
  public InsufficientMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
