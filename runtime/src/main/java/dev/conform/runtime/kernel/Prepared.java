package dev.conform.runtime.kernel;

import java.lang.foreign.Arena;

/**
 * The weight and the bias of a convolution in the form in which inference reads them: with a batch
 * norm folded in, and laid out as suits the shape and the number of images. {@link
 * Kernels#conv2dPrepare} writes it from the parameters, and again after they have changed.
 *
 * <p>It takes its memory when it is first written: a model that only trains never needs it.
 */
public final class Prepared {

  /** How the weight lies in memory. */
  enum Form {
    /** As for training. */
    ROWS,
    /** In {@link Panels}, for {@link PanelProduct}. */
    PANELS,
    /** At the points of {@link Winograd}. */
    POINTS
  }

  /**
   * With this many tiles or fewer, short kernels take less time to be read than multiplications
   * saved by long ones: 10 to 20 % of a 3×3 convolution with 16 tiles, in networks for one image.
   */
  private static final long FEW_TILES = 16;

  /**
   * With fewer tiles than this the weight itself is read faster than any kernels at points: with
   * 512 channels and one tile in two thirds of the time.
   */
  private static final long LEAST_TILES = 4;

  /** The same for 5×5, which has no shorter kernels. */
  private static final long LEAST_LARGE_TILES = 12;

  private final Arena arena;
  private final Conv2d conv;
  private final Form form;
  private final WinogradFilter filter;
  private Tensor weight = Tensor.NONE;
  private Tensor bias = Tensor.NONE;

  /**
   * Makes an empty one.
   *
   * @param arena that will own the memory
   * @param conv the convolution
   * @param images how many will usually be there at once; for any number the result is right
   * @param isLean whether it takes no more memory than the weight itself: then Winograd's kernels
   *     are transformed in each call, as they are in training
   */
  public Prepared(Arena arena, Conv2d conv, int images, boolean isLean) {
    this.arena = arena;
    this.conv = conv;
    this.filter = filter(conv, images);
    this.form = form(conv, images, isLean);
  }

  private static WinogradFilter filter(Conv2d conv, int images) {
    WinogradFilter usual = WinogradFilter.of(conv);
    boolean isShort = usual == WinogradFilter.F4X4_3X3 && images * usual.tiles(conv) <= FEW_TILES;
    return isShort ? WinogradFilter.F2X2_3X3 : usual;
  }

  private static Form form(Conv2d conv, int images, boolean isLean) {
    return switch (conv.algorithm()) {
      case DIRECT -> Form.ROWS;
      case WINOGRAD -> {
        WinogradFilter usual = WinogradFilter.of(conv);
        long least = usual == WinogradFilter.F4X4_3X3 ? LEAST_TILES : LEAST_LARGE_TILES;
        boolean hasFewTiles = images * usual.tiles(conv) < least;
        yield hasFewTiles ? Form.PANELS : isLean ? Form.ROWS : Form.POINTS;
      }
      case IM2COL, POINTWISE -> conv.groups() == 1 ? Form.PANELS : Form.ROWS;
    };
  }

  /** Refuses another convolution than it was made for. */
  @SuppressWarnings("ReferenceEquality") // before equals, which links itself when first called
  void requireFor(Conv2d other) {
    // A generated class has one object for each shape. To compare two records for the first time
    // takes ten milliseconds: a good part of a small network's first result.
    if (conv != other && !conv.equals(other)) {
      throw new IllegalArgumentException(
          "these parameters were prepared for %s, not for %s".formatted(conv, other));
    }
  }

  /** Takes the memory, unless that has been done. */
  void require() {
    if (!weight.isPresent()) {
      weight = allocate(weightFloats());
      bias = allocate(conv.outChannels());
    }
  }

  private Tensor allocate(long floats) {
    return new Tensor(
        arena.allocate(
            Math.multiplyExact(floats, (long) Float.BYTES), (long) Tensor.ALIGNMENT * Float.BYTES));
  }

  Form form() {
    return form;
  }

  /** Returns the tiles and kernels that Winograd's algorithm uses. */
  WinogradFilter filter() {
    return filter;
  }

  private long weightFloats() {
    return floats(conv, form, filter) - conv.outChannels();
  }

  /**
   * Returns how much memory it takes once it is written, unless it is lean.
   *
   * @param conv the convolution
   * @param images how many will usually be there at once
   * @return floats of weight and bias
   */
  public static long floats(Conv2d conv, int images) {
    return floats(conv, form(conv, images, false), filter(conv, images));
  }

  private static long floats(Conv2d conv, Form form, WinogradFilter filter) {
    return conv.outChannels()
        + switch (form) {
          case ROWS -> ConvShape.weightFloats(conv);
          case PANELS -> Panels.floats(conv);
          case POINTS -> filter.kernelFloats(conv);
        };
  }

  /**
   * Returns the weight.
   *
   * @return its values in an order that suits the algorithm; {@link Tensor#NONE} before it is first
   *     written
   */
  public Tensor weight() {
    return weight;
  }

  /**
   * Returns the bias.
   *
   * @return a value for each output channel; {@link Tensor#NONE} before it is first written
   */
  public Tensor bias() {
    return bias;
  }
}
