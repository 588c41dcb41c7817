package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 528×528 (Tan and Le 2019). */
@CompoundScale(width = 1.8, depth = 2.6, resolution = 528)
@Expect(parameters = 43_040_704, macs = 19_067_593_536L, output = 1000)
public interface EfficientNetB6 extends EfficientNetB0 {}
