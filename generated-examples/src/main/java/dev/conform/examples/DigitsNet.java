package dev.conform.examples;

import dev.conform.dsl.Conv;
import dev.conform.dsl.Dense;
import dev.conform.dsl.Expect;
import dev.conform.dsl.Network;
import dev.conform.dsl.Pool;
import dev.conform.dsl.Relu;
import dev.conform.runtime.Layer;

/** A small network for the 8×8 digits that come with the examples. */
@Network(input = {1, 8, 8})
@Expect(parameters = 38_282, macs = 337_536, output = 10)
public interface DigitsNet {
  /** 16×8×8: strokes. */
  @Conv(filters = 16, kernel = 3, padding = 1)
  @Relu
  Layer strokes();

  /** 32×4×4: how strokes meet. */
  @Conv(filters = 32, kernel = 3, padding = 1)
  @Relu
  @Pool(size = 2)
  Layer corners();

  /** Sees the whole image. */
  @Dense(units = 64)
  @Relu
  Layer hidden();

  /** One score for each digit. */
  @Dense(units = 10)
  Layer logits();
}
