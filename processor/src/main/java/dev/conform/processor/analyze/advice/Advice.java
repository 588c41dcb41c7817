package dev.conform.processor.analyze.advice;

import java.util.stream.Stream;

/** One rule. */
interface Advice {

  /** Returns everything that this rule has to say. */
  Stream<Finding> check(Subject subject);
}
