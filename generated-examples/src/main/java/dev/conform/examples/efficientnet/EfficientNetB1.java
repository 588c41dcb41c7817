package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 240×240 (Tan and Le 2019). */
@CompoundScale(depth = 1.1, resolution = 240)
@Expect(parameters = 7_794_184, macs = 686_802_832, output = 1000)
public interface EfficientNetB1 extends EfficientNetB0 {}
