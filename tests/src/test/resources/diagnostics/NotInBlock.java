package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NotInBlock {
  @Block
  interface Head {
    @Conv(filters = 8, kernel = 1) @Relu @Expect(parameters = 32) Layer conv();
//                                       ^ error: [Conform/NotInBlock] layer conv is part of a block, whose figures differ from use to use
//     Put @Expect on the layer of the network that uses the block

    @Dense(units = 10) @Output(weight = 0.3) Layer logits();
//                     ^ error: [Conform/NotInBlock] layer logits is an output, but a block has one output: its last layer
//     Remove @Output here, and put it on a layer of the network
  }

  @Block
  interface Masked {
    @Input({1, 8, 8}) Layer mask();
//  ^ error: [Conform/NotInBlock] layer mask is an input, but a block has one input: what it is used on
//     Declare @Input in the network, and join it there

    @Add({"input", "mask"}) Layer sum();
  }

  @Block
  @Freeze(upTo = "act")
//^ error: [Conform/NotInBlock] @Freeze does nothing here: NotInBlock.Frozen is a block
//     Move it to the network that uses the block
  interface Frozen {
    @Relu Layer act();
  }

  @Block
  @Expect(parameters = 0)
//^ error: [Conform/NotInBlock] @Expect does nothing here: NotInBlock.Expected is a block
//     Move it to the network that uses the block
  interface Expected {
    @Relu Layer act();
  }

  @Block
  @Expect(parameters = 3)
//^ error: [Conform/NotInBlock] @Expect does nothing here: NotInBlock.Both is a block
//     Move it to the network that uses the block
  @Freeze(upTo = "act")
//^ error: [Conform/NotInBlock] @Freeze does nothing here: NotInBlock.Both is a block
//     Move it to the network that uses the block
  interface Both {
    @Relu Layer act();
  }
}
