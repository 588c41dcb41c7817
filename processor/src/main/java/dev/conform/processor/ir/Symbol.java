package dev.conform.processor.ir;

import java.util.List;

/** The symbols of {@code dev.conform.dsl.Dim}, with the numbers that javac folds. */
public enum Symbol {
  WIDTH(46_979_205, "width"),
  SQUEEZE(32_023_825, "squeeze"),
  IN(15_156_370, ""),
  STRIDE(61_471_643, "stride"),
  KERNEL(28_840_902, "kernel"),
  A(11_686_606, "dims[0]"),
  B(10_492_589, "dims[1]"),
  C(14_426_730, "dims[2]"),
  D(32_985_661, "dims[3]"),
  E(26_170_459, "dims[4]"),
  F(60_847_499, "dims[5]"),
  G(9_481_761, "dims[6]"),
  H(45_082_353, "dims[7]");

  /** The symbols that {@code dims} gives, in its order. */
  public static final List<Symbol> OF_DIMS = List.of(A, B, C, D, E, F, G, H);

  private final int code;
  private final String value;

  Symbol(int code, String value) {
    this.code = code;
    this.value = value;
  }

  /** Returns the number that stands for it. */
  public int code() {
    return code;
  }

  /** Returns the value of an annotation that gives it; empty for IN, which the input gives. */
  public String value() {
    return value;
  }

  /** Tells whether {@code dims} gives it. */
  public boolean isOfDims() {
    return OF_DIMS.contains(this);
  }

  /** Returns its place in {@code dims}. */
  public int place() {
    return OF_DIMS.indexOf(this);
  }
}
