package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 300×300 (Tan and Le 2019). */
@CompoundScale(width = 1.2, depth = 1.4, resolution = 300)
@Expect(parameters = 12_233_232, macs = 1_827_141_392, output = 1000)
public interface EfficientNetB3 extends EfficientNetB0 {}
