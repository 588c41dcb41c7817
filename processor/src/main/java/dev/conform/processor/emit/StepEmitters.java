package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.plan.Step;

/** Finds the emitter of a step: the one place of this package to enter a new operation in. */
final class StepEmitters implements Operation.Visitor<StepEmitter> {

  private static final StepEmitters ALL = new StepEmitters();

  private final StepEmitter conv = new ConvEmitter();
  private final StepEmitter dense = new DenseEmitter();
  private final StepEmitter pool = new PoolEmitter();
  private final StepEmitter batchNorm = new BatchNormEmitter();
  private final StepEmitter activation = new ActivationEmitter();
  private final StepEmitter dropout = new DropoutEmitter();
  private final StepEmitter softmax = new SoftmaxEmitter();

  private StepEmitters() {}

  static StepEmitter of(Step step) {
    return step.node().operation().accept(ALL);
  }

  @Override
  public StepEmitter visit(Operation.Conv operation) {
    return conv;
  }

  @Override
  public StepEmitter visit(Operation.Dense operation) {
    return dense;
  }

  @Override
  public StepEmitter visit(Operation.Pool operation) {
    return pool;
  }

  @Override
  public StepEmitter visit(Operation.GlobalPool operation) {
    return pool;
  }

  @Override
  public StepEmitter visit(Operation.BatchNorm operation) {
    return batchNorm;
  }

  @Override
  public StepEmitter visit(Operation.Activate operation) {
    return activation;
  }

  @Override
  public StepEmitter visit(Operation.Dropout operation) {
    return dropout;
  }

  @Override
  public StepEmitter visit(Operation.Softmax operation) {
    return softmax;
  }

  @Override
  public StepEmitter visit(Operation.Flatten operation) {
    throw new IllegalArgumentException("a flatten is no step");
  }
}
