package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class WrongCount {
  @Network(input = {28, 28})
//                 ^ error: [Conform/WrongCount] WrongCount.Input: input has 2 numbers, but takes 3
//     Use {channels, height, width}
  interface Input {
    @Conv(filters = 6, kernel = {5, 5, 5}) Layer c1();
//                              ^ error: [Conform/WrongCount] layer c1: kernel has 3 numbers, but takes 1 or 2
//     Use one number for all sides, or {height, width}

    @Conv(filters = 6, kernel = 5, padding = {1, 1, 1}) @Pool(size = {}) Layer c2();
//                                           ^ error: [Conform/WrongCount] layer c2: padding has 3 numbers, but takes 1 or 2 or 4
//     Use one number for all sides, or {height, width}, or {top, left, bottom, right}
//                                                                   ^ error: [Conform/WrongCount] layer c2: size has no numbers, but takes 1 or 2
//     Use one number for all sides, or {height, width}

    @Pool(size = 2, stride = {}) Layer s2();
//                           ^ error: [Conform/WrongCount] layer s2: stride has no numbers, but takes 1 or 2
//     Use one number for all sides, or {height, width}

    @Expect(output = {1, 2}, receptiveField = {}) @Dense(units = 10) Layer logits();
//                   ^ error: [Conform/WrongCount] layer logits: output has 2 numbers, but takes 1 or 3
//     Use {channels, height, width}, or {units}
//                                            ^ error: [Conform/WrongCount] layer logits: receptiveField has no numbers, but takes 1 or 2
//     Use one number for all sides, or {height, width}
  }

  @Network(input = {3, 8, 8})
  @Key({})
//^ error: [Conform/WrongCount] WrongCount.NoLines: @Key has no lines
//     Write for example @Key("stem -> conv1"), or remove it
  interface NoLines {
    @Conv(filters = 4, kernel = 5) @Relu Layer conv();
  }
}
