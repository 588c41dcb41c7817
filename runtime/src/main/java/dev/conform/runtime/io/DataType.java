package dev.conform.runtime.io;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of elements that the format knows. */
enum DataType {
  BOOL(8),
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  U8(8),
  I8(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E8M0(8),
  I16(16),
  U16(16),
  F16(16),
  BF16(16),
  I32(32),
  U32(32),
  F32(32),
  C64(64),
  F64(64),
  I64(64),
  U64(64);

  private final int bits;

  DataType(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  /** Tells whether {@link #next} can read it. */
  boolean isReadable() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** Takes the next element from a little-endian buffer. */
  float next(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble();
      case F32 -> buffer.getFloat();
      case F16 -> Float.float16ToFloat(buffer.getShort());
      case BF16 -> Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
      default -> throw new IllegalStateException(this + " cannot be read as a float");
    };
  }

  static Optional<DataType> named(String name) {
    for (DataType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
