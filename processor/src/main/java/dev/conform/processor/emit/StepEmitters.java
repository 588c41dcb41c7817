package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;

/** Finds the emitter of a step: the one place of this package to enter a new operation in. */
final class StepEmitters {

  private static final StepEmitter CONV = new ConvEmitter();
  private static final StepEmitter DENSE = new DenseEmitter();
  private static final StepEmitter POOL = new PoolEmitter();
  private static final StepEmitter BATCH_NORM = new BatchNormEmitter();
  private static final StepEmitter ACTIVATION = new ActivationEmitter();
  private static final StepEmitter DROPOUT = new DropoutEmitter();
  private static final StepEmitter SOFTMAX = new SoftmaxEmitter();

  private StepEmitters() {}

  static StepEmitter of(Step step) {
    Operation operation = step.node().operation();
    if (operation instanceof Operation.Conv) {
      return CONV;
    }
    if (operation instanceof Operation.Dense) {
      return DENSE;
    }
    if (operation instanceof Operation.Pool || operation instanceof Operation.GlobalPool) {
      return POOL;
    }
    if (operation instanceof Operation.BatchNorm) {
      return BATCH_NORM;
    }
    if (operation instanceof Operation.Activate) {
      return ACTIVATION;
    }
    if (operation instanceof Operation.Dropout) {
      return DROPOUT;
    }
    if (operation instanceof Operation.Softmax) {
      return SOFTMAX;
    }
    throw new IllegalArgumentException("no emitter for " + operation);
  }
}
