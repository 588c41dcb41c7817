package dev.conform.examples.efficientnet;

import dev.conform.dsl.CompoundScale;
import dev.conform.dsl.Expect;

/**
 * {@link EfficientNetB0} for images of 600×600 (Tan and Le 2019). The paper trains it with a
 * dropout of 0.5: override {@code pool} for that.
 */
@CompoundScale(width = 2.0, depth = 3.1, resolution = 600)
@Expect(parameters = 66_347_960, macs = 37_745_884_192L, output = 1000)
public interface EfficientNetB7 extends EfficientNetB0 {}
