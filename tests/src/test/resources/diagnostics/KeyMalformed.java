package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class KeyMalformed {
  @Network(input = {3, 32, 32})
  @Key({
    "stem conv1",
//  ^ error: [Conform/KeyMalformed] "stem conv1": is not of the form "stem -> conv1"
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
    "stem.bn -> bn{i}",
//  ^ error: [Conform/KeyMalformed] "stem.bn -> bn{i}": {i} on the right is not on the left
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
    "f{x}{x} -> head",
//  ^ error: [Conform/KeyMalformed] "f{x}{x} -> head": {x} on the left stands for a text, once
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
    "log{i+1} -> head"
//  ^ error: [Conform/KeyMalformed] "log{i+1} -> head": {i+1} on the left stands for a text, once
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
  })
  interface Malformed {
    @Conv(filters = 8, kernel = 3, bias = false) @BatchNorm @Relu Layer stem();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  @Key("s{word} -> layer{word+1}")
//     ^ error: [Conform/KeyMalformed] "s{word} -> layer{word+1}": {word+1} adds to a number, but stands for "tem"
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
  interface NoNumber {
    @Conv(filters = 8, kernel = 3) @Relu Layer stem();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  @Key("st\u202Eem -> conv1")
//     ^ error: [Conform/KeyMalformed] "st�em -> conv1": has the character U+202E, which nobody sees
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
  interface Unseen {
    @Conv(filters = 8, kernel = 3) @Relu Layer stem();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 32, 32})
  @Key("stem -> conv\uD800")
//     ^ error: [Conform/KeyMalformed] "stem -> conv�": has the character U+D800, which nobody sees
//     A word in braces stands for a text without a dot: stage{s}.{i}.reduce
//     Write for example "stage{s}.{i}.reduce -> layer{s}.{i}.conv1"
  interface Half {
    @Conv(filters = 8, kernel = 3) @Relu Layer stem();

    @Dense(units = 10) Layer logits();
  }

  @Block
  interface Step {
    @Conv(filters = 4, kernel = 3) @Relu Layer conv();
  }

  /** Two words that differ in an underscore, and one that a regular expression would not take. */
  @Network(input = {3, 32, 32})
  @Key({"s{a_b}.{ab}.conv -> x{ab}.{a_b}", "logit{s_} -> fc{s_}"})
  interface Words {
    @Use(block = Step.class, repeat = 2) Layer s1();

    @Dense(units = 10) Layer logits();
  }
}
