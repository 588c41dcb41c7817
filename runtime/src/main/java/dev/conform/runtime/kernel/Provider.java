package dev.conform.runtime.kernel;

/**
 * Offers an implementation of the inner loops or of matrix products. A provider is loaded even
 * where what it offers cannot run: it must not link to that before {@link #create()}.
 *
 * @param <T> what it offers
 */
public interface Provider<T> {

  /**
   * Offers matrix products; each call of {@link #create()} makes one for another thread. Found
   * through {@link java.util.ServiceLoader}.
   */
  interface OfGemm extends Provider<Gemm> {

    /**
     * Returns its place: the available one with the highest rank is used.
     *
     * @return 0 for the fallback that always works
     */
    int rank();
  }

  /**
   * Returns the name by which a system property asks for it.
   *
   * @return for example {@code openblas}
   */
  String name();

  /**
   * Makes one.
   *
   * @return what it offers
   * @throws UnavailableException if it cannot run here, saying why and what to do
   */
  T create() throws UnavailableException;

  /** An implementation cannot run here. */
  final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    /** Whether this is a choice of the user's and worth no warning. */
    private final boolean isExpected;

    /**
     * Explains.
     *
     * @param message why, and what to do about it
     * @param isExpected whether this is a choice of the user's and worth no warning
     * @param cause what went wrong
     */
    public UnavailableException(String message, boolean isExpected, Throwable cause) {
      super(message, cause);
      this.isExpected = isExpected;
    }

    /**
     * Explains where nothing was thrown.
     *
     * @param message why, and what to do about it
     * @param isExpected whether this is a choice of the user's and worth no warning
     */
    public UnavailableException(String message, boolean isExpected) {
      super(message);
      this.isExpected = isExpected;
    }

    /**
     * Tells whether this is a choice of the user's.
     *
     * @return false if it deserves a warning
     */
    public boolean isExpected() {
      return isExpected;
    }
  }
}
