package dev.conform.dsl;

/**
 * Symbols for the sizes of a {@link Block}, to be used by static import: {@code filters = 4 *
 * WIDTH}.
 *
 * <p>They are numbers that {@code javac} folds, chosen so that the processor can tell from a result
 * how it was computed. Any sum of at most two symbols, each up to 8 times (one alone up to 16
 * times), plus or minus a number up to 100 can be read: {@code 6 * IN}, {@code WIDTH + 2 *
 * SQUEEZE}. Anything else, like {@code WIDTH / 2}, is an error.
 */
public final class Dim {

  /** The width that {@link Use#width()} gives. */
  public static final int WIDTH = 46_979_205;

  /** The second width that {@link Use#squeeze()} gives. */
  public static final int SQUEEZE = 32_023_825;

  /** The number of channels of the block's input. */
  public static final int IN = 15_156_370;

  /** The stride that {@link Use#stride()} gives to the first repetition; 1 in the others. */
  public static final int STRIDE = 61_471_643;

  /** The kernel size that {@link Use#kernel()} gives. */
  public static final int KERNEL = 28_840_902;

  /** The first number of {@link Use#dims()}. */
  public static final int A = 11_686_606;

  /** The second number of {@link Use#dims()}. */
  public static final int B = 10_492_589;

  /** The third number of {@link Use#dims()}. */
  public static final int C = 14_426_730;

  /** The fourth number of {@link Use#dims()}. */
  public static final int D = 32_985_661;

  /** The fifth number of {@link Use#dims()}. */
  public static final int E = 26_170_459;

  /** The sixth number of {@link Use#dims()}. */
  public static final int F = 60_847_499;

  /** The seventh number of {@link Use#dims()}. */
  public static final int G = 9_481_761;

  /** The eighth number of {@link Use#dims()}. */
  public static final int H = 45_082_353;

  private Dim() {}
}
