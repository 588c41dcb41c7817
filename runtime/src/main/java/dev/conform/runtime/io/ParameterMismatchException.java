package dev.conform.runtime.io;

import java.io.IOException;

/**
 * A sound file whose tensors are not those of the network; the message lists every difference.
 * Nothing of the network was changed.
 */
public final class ParameterMismatchException extends IOException {

  private static final long serialVersionUID = 1;

  ParameterMismatchException(String message) {
    super(message);
  }
}
