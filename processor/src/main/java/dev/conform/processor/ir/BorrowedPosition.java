package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;

/**
 * A place in a layer that another declaration uses. What is wrong there may be the layer's own
 * fault, or come from how it is used.
 *
 * @param written the place in the layer
 * @param lender declares the layer
 * @param user the place that uses it: a value that names a block, or an interface that extends
 * @param use what a message says of it: {@code layer reduce is part of block Bottleneck}
 */
public record BorrowedPosition(Position written, Lender lender, Position user, String use)
    implements Position {

  /** Returns the nearest place whose source can be shown. */
  public static Position shown(Position position) {
    Position place = position;
    while (place instanceof BorrowedPosition borrowed) {
      boolean elsewhere = borrowed.lender() instanceof BlockDecl block && block.elsewhere();
      place = elsewhere ? borrowed.user() : borrowed.written();
    }
    return place;
  }
}
