package dev.conform.processor.analyze;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.Window;
import java.util.function.UnaryOperator;

/**
 * How the receptive field grows through each kind of operation (Araujo et al. 2019): a window adds
 * (extent − 1) · jump, and multiplies the jump by its stride.
 */
final class ReceptiveFields implements Operation.Visitor<UnaryOperator<ReceptiveField>> {

  private final Shape network;
  private final Shape input;

  /**
   * Prepares for one operation.
   *
   * @param network the network's input
   * @param input the operation's input
   */
  ReceptiveFields(Shape network, Shape input) {
    this.network = network;
    this.input = input;
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Conv conv) {
    return field -> slide(field, conv.window());
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Pool pool) {
    return field -> slide(field, pool.window());
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.GlobalPool pool) {
    return this::everything;
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Dense dense) {
    return this::everything;
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Flatten flatten) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.BatchNorm norm) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Dropout dropout) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Softmax softmax) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Activate activate) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.GroupNorm norm) {
    // Its statistics look at the whole image, but weakly: as with a batch norm, nobody counts them.
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.TransposedConv conv) {
    return field -> enlarge(field, conv.window());
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Upsample upsample) {
    int extent = upsample.mode() == Operation.UpsampleMode.BILINEAR ? 2 : 1;
    return field ->
        new ReceptiveField(
            grow(field.height(), upsample.factorH() == 1 ? 1 : extent, field.jumpH()),
            grow(field.width(), upsample.factorW() == 1 ? 1 : extent, field.jumpW()),
            closer(field.jumpH(), upsample.factorH()),
            closer(field.jumpW(), upsample.factorW()),
            field.top(),
            field.left(),
            field.whole());
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.ZeroPad pad) {
    return field ->
        new ReceptiveField(
            field.height(),
            field.width(),
            Math.multiplyExact(field.jumpH(), (long) pad.strideH()),
            Math.multiplyExact(field.jumpW(), (long) pad.strideW()),
            Math.subtractExact(field.top(), Math.multiplyExact(field.jumpH(), (long) pad.top())),
            Math.subtractExact(field.left(), Math.multiplyExact(field.jumpW(), (long) pad.left())),
            field.whole());
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.LayerNorm operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.LocalResponseNorm operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Scale operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.StochasticDepth operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Add operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Concat operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Gate operation) {
    return UnaryOperator.identity();
  }

  @Override
  public UnaryOperator<ReceptiveField> visit(Operation.Input operation) {
    return UnaryOperator.identity();
  }

  /**
   * At most every stride-th row of the kernel meets one output value of a transposed convolution.
   */
  private static ReceptiveField enlarge(ReceptiveField field, Window w) {
    long extentH = Geometry.extent(w.kernelH(), w.dilationH());
    long extentW = Geometry.extent(w.kernelW(), w.dilationW());
    long rows = Math.floorDiv(extentH - 1, w.strideH()) + 1;
    long columns = Math.floorDiv(extentW - 1, w.strideW()) + 1;
    return new ReceptiveField(
        grow(field.height(), rows, field.jumpH()),
        grow(field.width(), columns, field.jumpW()),
        closer(field.jumpH(), w.strideH()),
        closer(field.jumpW(), w.strideW()),
        Math.subtractExact(field.top(), Math.multiplyExact(rows - 1, field.jumpH())),
        Math.subtractExact(field.left(), Math.multiplyExact(columns - 1, field.jumpW())),
        field.whole());
  }

  /** Neighbours are less than a pixel apart at best; the jump is a whole number. */
  private static long closer(long jump, int factor) {
    return Math.max(1, jump / factor);
  }

  private static ReceptiveField slide(ReceptiveField field, Window w) {
    return new ReceptiveField(
        grow(field.height(), Geometry.extent(w.kernelH(), w.dilationH()), field.jumpH()),
        grow(field.width(), Geometry.extent(w.kernelW(), w.dilationW()), field.jumpW()),
        Math.multiplyExact(field.jumpH(), (long) w.strideH()),
        Math.multiplyExact(field.jumpW(), (long) w.strideW()),
        Math.subtractExact(field.top(), Math.multiplyExact(field.jumpH(), (long) w.padTop())),
        Math.subtractExact(field.left(), Math.multiplyExact(field.jumpW(), (long) w.padLeft())),
        field.whole());
  }

  /** A window as large as the map. Only one position is left, so the jump no longer matters. */
  private ReceptiveField everything(ReceptiveField field) {
    long height = grow(field.height(), input.height(), field.jumpH());
    long width = grow(field.width(), input.width(), field.jumpW());
    boolean whole = height >= network.height() && width >= network.width();
    return new ReceptiveField(
        height, width, 1, 1, field.top(), field.left(), field.whole() || whole);
  }

  private static long grow(long field, long extent, long jump) {
    return Math.addExact(field, Math.multiplyExact(extent - 1, jump));
  }
}
