package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NoNonlinearity {
  @Network(input = {1, 8, 8})
  interface Denses {
    @Dense(units = 64) Layer fc1();

    @Dense(units = 64) Layer fc2();
//  ^ warning: [Conform/NoNonlinearity] fc2 follows fc1 with nothing between them: together they are one linear layer
//     W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)
//     Put @Relu on fc1, or remove one of them
//     Silence with @SuppressWarnings("conform:NoNonlinearity")

    @Relu Layer relu();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {3, 8, 8})
  interface Through {
    @Conv(filters = 16, kernel = 3, bias = false) @BatchNorm @Pool(mode = PoolMode.AVERAGE, size = 2) Layer c1();

    @Flatten @Dropout @Dense(units = 10) Layer logits();
//                    ^ warning: [Conform/NoNonlinearity] logits follows c1 with only linear operations between them: together they are one linear layer
//     W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)
//     Put @Relu on c1, or remove one of them
//     Silence with @SuppressWarnings("conform:NoNonlinearity")
  }

  @Network(input = {64, 8, 8})
  interface Bottlenecks {
    @Conv(filters = 16, kernel = 1) Layer reduce();

    @Conv(filters = 64, kernel = 3) @Relu Layer spatial();

    @Conv(filters = 64, kernel = 3, groups = 64) Layer depthwise();

    @Conv(filters = 128, kernel = 1) @Pool(size = 2) Layer pointwise();

    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  interface Silenced {
    @Dense(units = 64) Layer fc1();

    @SuppressWarnings("conform:NoNonlinearity")
    @Dense(units = 64) Layer fc2();
  }

  @Network(input = {1, 8, 8})
  @SuppressWarnings({"unused", "conform:NoNonlinearity"})
  interface SilencedAsAWhole {
    @Dense(units = 64) Layer fc1();

    @Dense(units = 64) Layer fc2();
  }

  @Network(input = {4, 8, 8})
  interface Decoder {
    @Conv(filters = 4, kernel = 5, padding = 2) Layer code();

    @Upsample(factor = 2) @Scale @ZeroPad(1) Layer large();

    @TransposedConv(filters = 4, kernel = 3) Layer up();
//  ^ warning: [Conform/NoNonlinearity] up follows code with only linear operations between them: together they are one linear layer
//     W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)
//     Put @Relu on code, or remove one of them
//     Silence with @SuppressWarnings("conform:NoNonlinearity")

    @Dense(units = 2) Layer logits();
//  ^ warning: [Conform/NoNonlinearity] logits follows up with nothing between them: together they are one linear layer
//     W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)
//     Put @Relu on up, or remove one of them
//     Silence with @SuppressWarnings("conform:NoNonlinearity")
  }
}
