package dev.conform.examples.googlenet;

import dev.conform.dsl.Expect;
import dev.conform.dsl.From;
import dev.conform.dsl.Output;
import dev.conform.dsl.Use;
import dev.conform.runtime.Layer;

/**
 * {@link GoogLeNet} with the two auxiliary heads of Szegedy et al. 2014, figure 3 and section 5:
 * their losses count 0.3 in training, and inference leaves them out.
 */
@Expect(parameters = 13_378_280, macs = 1_591_044_096, output = 1000)
public interface GoogLeNetWithHeads extends GoogLeNet {
  /** Reads 512×14×14. */
  @From("inception4a")
  @Use(block = AuxiliaryHead.class)
  @Output(weight = 0.3, trainingOnly = true)
  Layer head1();

  /** Reads 528×14×14. */
  @From("inception4d")
  @Use(block = AuxiliaryHead.class)
  @Output(weight = 0.3, trainingOnly = true)
  Layer head2();
}
