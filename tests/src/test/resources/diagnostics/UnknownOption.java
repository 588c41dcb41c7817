// options: -Aconform.advice=eror -Aconform.summary=yes -Aconform.page=no
// nowhere error: [Conform/UnknownOption] -Aconform.summary=yes: the value is true or false
//     Use -Aconform.summary=true
// nowhere error: [Conform/UnknownOption] -Aconform.page=no: the value is false or true
//     Use -Aconform.page=false
// nowhere error: [Conform/UnknownOption] -Aconform.advice=eror: the value is error or warning
//     Use -Aconform.advice=error
package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

@Network(input = {1, 8, 8})
interface UnknownOption {
  @Dense(units = 10) Layer logits();
}
