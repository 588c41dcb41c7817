// options: -Aconform.advice=error
package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

@Network(input = {1, 8, 8})
interface AdviceAsError {
  @Dense(units = 64) Layer fc1();

  @Dense(units = 10) Layer logits();
//^ error: [Conform/NoNonlinearity] logits follows fc1 with nothing between them: together they are one linear layer
//     W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)
//     Put @Relu on fc1, or remove one of them
//     Silence with @SuppressWarnings("conform:NoNonlinearity")
}
