package dev.conform.dsl;

/**
 * Symbols for the sizes of a {@link Block}, to be used by static import: {@code filters = 4 *
 * WIDTH}.
 *
 * <p>They are numbers that {@code javac} folds, chosen so that the processor can tell from a result
 * how it was computed. Sums of at most two symbols can be read, each up to 8 times, or of one up to
 * 16 times: {@code 6 * IN}, {@code WIDTH + 2 * SQUEEZE}. Any other size that is made of a symbol is
 * an error: a fraction ({@code WIDTH / 2}), what is rounded ({@code WIDTH / 8 * 8}, {@code WIDTH &
 * ~7}), a difference, a product, and a sum with a number ({@code WIDTH + 1}), which could as well
 * be what rounding has left. So are plain numbers from 16,000 on in a block.
 *
 * <p>Three things leave no trace in the folded number, so the processor cannot see them: what is
 * computed from a symbol and is below 16,000 ({@code WIDTH > 64 ? 8 : 4}, {@code WIDTH % 8}, {@code
 * WIDTH >> 13}) is taken for that number; what happens to be one of the sums ({@code WIDTH > 64 ?
 * WIDTH : IN}, {@code SQUEEZE % WIDTH}, {@code KERNEL | 1}) is read as that sum; and so is a sum of
 * two or more that is rounded to a number that divides it ({@code (WIDTH + IN) / 2 * 2}). Give such
 * a size as a symbol of its own.
 */
public final class Dim {

  /** The width that {@link Use#width()} gives. */
  public static final int WIDTH = 124_148_821;

  /** The second width that {@link Use#squeeze()} gives. */
  public static final int SQUEEZE = 118_234_261;

  /** The number of channels of the block's input. */
  public static final int IN = 86_866_477;

  /** The stride that {@link Use#stride()} gives to the first repetition; 1 in the others. */
  public static final int STRIDE = 127_042_693;

  /** The kernel size that {@link Use#kernel()} gives. */
  public static final int KERNEL = 111_718_177;

  /** The first number of {@link Use#dims()}. */
  public static final int A = 115_326_877;

  /** The second number of {@link Use#dims()}. */
  public static final int B = 123_940_241;

  /** The third number of {@link Use#dims()}. */
  public static final int C = 113_838_589;

  /** The fourth number of {@link Use#dims()}. */
  public static final int D = 73_089_493;

  /** The fifth number of {@link Use#dims()}. */
  public static final int E = 70_701_493;

  /** The sixth number of {@link Use#dims()}. */
  public static final int F = 90_882_137;

  /** The seventh number of {@link Use#dims()}. */
  public static final int G = 75_073_793;

  /** The eighth number of {@link Use#dims()}. */
  public static final int H = 117_344_609;

  private Dim() {}
}
