package dev.conform.tests.conformance;

import java.util.List;
import java.util.Optional;

/** An ONNX operator in terms of the reference kernels. */
interface OnnxOperator {

  /** Returns which of the operator's attributes or inputs Conform does not offer. */
  Optional<String> notOffered(OnnxCase test);

  /** Returns the outputs in the node's order. */
  List<double[]> run(OnnxCase test);
}
