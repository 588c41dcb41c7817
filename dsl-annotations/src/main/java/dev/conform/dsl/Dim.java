package dev.conform.dsl;

/**
 * Symbols for the sizes of a {@link Block}, to be used by static import: {@code filters = 4 *
 * WIDTH}.
 *
 * <p>They are numbers that {@code javac} folds, chosen so that the processor can tell from a result
 * how it was computed. Any sum of at most two symbols, each up to 8 times (one alone up to 16
 * times), plus or minus a number up to 10 can be read: {@code 6 * IN}, {@code WIDTH + 2 * SQUEEZE},
 * {@code KERNEL - 1}. Anything else, like {@code WIDTH / 2}, is an error, and so are plain numbers
 * from 30,000 on in a block.
 */
public final class Dim {

  /** The width that {@link Use#width()} gives. */
  public static final int WIDTH = 33_890_284;

  /** The second width that {@link Use#squeeze()} gives. */
  public static final int SQUEEZE = 127_947_171;

  /** The number of channels of the block's input. */
  public static final int IN = 128_970_868;

  /** The stride that {@link Use#stride()} gives to the first repetition; 1 in the others. */
  public static final int STRIDE = 86_966_047;

  /** The kernel size that {@link Use#kernel()} gives. */
  public static final int KERNEL = 25_352_177;

  /** The first number of {@link Use#dims()}. */
  public static final int A = 58_804_669;

  /** The second number of {@link Use#dims()}. */
  public static final int B = 129_556_642;

  /** The third number of {@link Use#dims()}. */
  public static final int C = 106_586_779;

  /** The fourth number of {@link Use#dims()}. */
  public static final int D = 85_867_376;

  /** The fifth number of {@link Use#dims()}. */
  public static final int E = 87_454_178;

  /** The sixth number of {@link Use#dims()}. */
  public static final int F = 51_513_426;

  /** The seventh number of {@link Use#dims()}. */
  public static final int G = 116_017_416;

  /** The eighth number of {@link Use#dims()}. */
  public static final int H = 126_403_528;

  private Dim() {}
}
