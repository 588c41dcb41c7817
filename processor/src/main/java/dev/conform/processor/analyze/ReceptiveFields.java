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

  /** One pixel of the input sees itself. */
  static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1, 1, false);

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

  private static ReceptiveField slide(ReceptiveField field, Window w) {
    return new ReceptiveField(
        grow(field.height(), Geometry.extent(w.kernelH(), w.dilationH()), field.jumpH()),
        grow(field.width(), Geometry.extent(w.kernelW(), w.dilationW()), field.jumpW()),
        Math.multiplyExact(field.jumpH(), (long) w.strideH()),
        Math.multiplyExact(field.jumpW(), (long) w.strideW()),
        field.whole());
  }

  /** A window as large as the map. Only one position is left, so the jump no longer matters. */
  private ReceptiveField everything(ReceptiveField field) {
    long height = grow(field.height(), input.height(), field.jumpH());
    long width = grow(field.width(), input.width(), field.jumpW());
    boolean whole = height >= network.height() && width >= network.width();
    return new ReceptiveField(height, width, 1, 1, field.whole() || whole);
  }

  private static long grow(long field, long extent, long jump) {
    return Math.addExact(field, Math.multiplyExact(extent - 1, jump));
  }
}
