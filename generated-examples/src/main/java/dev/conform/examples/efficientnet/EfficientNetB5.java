package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 456×456 (Tan and Le 2019). */
@CompoundScale(width = 1.6, depth = 2.2, resolution = 456)
@Expect(parameters = 30_389_784, macs = 10_266_384_752L, output = 1000)
public interface EfficientNetB5 extends EfficientNetB0 {}
