package dev.conform.processor.ir;

/**
 * What one annotation on a layer says: an operation, or how a piece of the graph is built. Inside a
 * block its sizes may be symbols.
 */
public sealed interface Construct permits Operation, Structure {

  /** Returns the same with every size replaced: symbols by their values. */
  Construct map(Resizing sizes);
}
