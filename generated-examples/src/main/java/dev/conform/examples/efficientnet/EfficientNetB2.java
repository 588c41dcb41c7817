package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/** {@link EfficientNetB0} for images of 260×260 (Tan and Le 2019). */
@CompoundScale(width = 1.1, depth = 1.2, resolution = 260)
@Expect(parameters = 9_109_994, macs = 993_561_872, output = 1000)
public interface EfficientNetB2 extends EfficientNetB0 {}
