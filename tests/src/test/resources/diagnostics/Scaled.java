package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class Scaled {
  @Block
  interface Plain {
    @Conv(filters = WIDTH, kernel = 3, padding = 1) @Relu Layer a();
  }

  @Network(input = {6, 16, 16})
  @SuppressWarnings("conform:ReceptiveFieldTooSmall")
  interface Base {
    @Conv(filters = 12, kernel = 3, padding = 1, groups = 3) @Relu Layer stem();

    @Use(block = Plain.class, width = 10) Layer s1();
  }

  /** What one factor leaves alone stays what it is, though 12 and 10 are no multiples of 8. */
  @CompoundScale(resolution = 20)
  @Expect(output = {10, 20, 20})
  interface Larger extends Base {}

  /** Several repetitions have numbers in their names, though one did not. */
  @CompoundScale(depth = 3)
  @Expect(output = {10, 16, 16})
  @Key({"s1.0.a -> first", "s1.1.a -> second", "s1.2.a -> third"})
  interface Deeper extends Base {}

  @CompoundScale(width = 1.5, divisor = 3)
  @Expect(output = {15, 16, 16})
  interface Wider extends Base {}

  @Network(input = {6, 32, 32})
  @CompoundScale(depth = 2)
  @Expect(output = {10, 32, 32})
  interface Both extends Base {}

  @Network(input = {6, 32, 32})
  @CompoundScale(resolution = 24)
//                            ^ error: [Conform/WrongCount] Scaled.Twice: @Network and @CompoundScale both say how large the images are, but one of the two can
//     Remove resolution, or let the network inherit its input and remove @Network
  interface Twice extends Base {}
}
