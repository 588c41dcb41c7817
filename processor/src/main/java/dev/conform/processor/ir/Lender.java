package dev.conform.processor.ir;

/** A declaration whose layers others use: a block, or a network that is extended. */
public sealed interface Lender permits BlockDecl, NetworkDecl {}
