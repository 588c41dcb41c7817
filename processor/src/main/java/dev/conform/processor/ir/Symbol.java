package dev.conform.processor.ir;

import java.util.List;

/** The symbols of {@code dev.conform.dsl.Dim}, with the numbers that javac folds. */
public enum Symbol {
  WIDTH(33_890_284, "width"),
  SQUEEZE(127_947_171, "squeeze"),
  IN(128_970_868, ""),
  STRIDE(86_966_047, "stride"),
  KERNEL(25_352_177, "kernel"),
  A(58_804_669, "dims[0]"),
  B(129_556_642, "dims[1]"),
  C(106_586_779, "dims[2]"),
  D(85_867_376, "dims[3]"),
  E(87_454_178, "dims[4]"),
  F(51_513_426, "dims[5]"),
  G(116_017_416, "dims[6]"),
  H(126_403_528, "dims[7]");

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
