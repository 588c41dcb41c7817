package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 380×380 (Tan and Le 2019). */
@CompoundScale(width = 1.4, depth = 1.8, resolution = 380)
@Expect(parameters = 19_341_616, macs = 4_393_771_024L, output = 1000)
public interface EfficientNetB4 extends EfficientNetB0 {}
