package dev.conform.processor.ir;

import java.util.List;

/** The symbols of {@code dev.conform.dsl.Dim}, with the numbers that javac folds. */
public enum Symbol {
  WIDTH(124_148_821, "width"),
  SQUEEZE(118_234_261, "squeeze"),
  IN(86_866_477, ""),
  STRIDE(127_042_693, "stride"),
  KERNEL(111_718_177, "kernel"),
  A(115_326_877, "dims[0]"),
  B(123_940_241, "dims[1]"),
  C(113_838_589, "dims[2]"),
  D(73_089_493, "dims[3]"),
  E(70_701_493, "dims[4]"),
  F(90_882_137, "dims[5]"),
  G(75_073_793, "dims[6]"),
  H(117_344_609, "dims[7]");

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
