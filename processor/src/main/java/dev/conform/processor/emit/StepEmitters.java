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

  private final StepEmitter transposedConv = new TransposedConvEmitter();
  private final StepEmitter add = new AddEmitter();
  private final StepEmitter concat = new ConcatEmitter();
  private final StepEmitter gate = new GateEmitter();
  private final StepEmitter localResponseNorm = new LocalResponseNormEmitter();
  private final StepEmitter upsample = new UpsampleEmitter();
  private final StepEmitter zeroPad = new ZeroPadEmitter();
  private final StepEmitter channelNorm = new ChannelNormEmitter();

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

  @Override
  public StepEmitter visit(Operation.TransposedConv operation) {
    return transposedConv;
  }

  @Override
  public StepEmitter visit(Operation.Add operation) {
    return add;
  }

  @Override
  public StepEmitter visit(Operation.Concat operation) {
    return concat;
  }

  @Override
  public StepEmitter visit(Operation.Gate operation) {
    return gate;
  }

  @Override
  public StepEmitter visit(Operation.LocalResponseNorm operation) {
    return localResponseNorm;
  }

  @Override
  public StepEmitter visit(Operation.Upsample operation) {
    return upsample;
  }

  @Override
  public StepEmitter visit(Operation.ZeroPad operation) {
    return zeroPad;
  }

  @Override
  public StepEmitter visit(Operation.LayerNorm operation) {
    return channelNorm;
  }

  @Override
  public StepEmitter visit(Operation.GroupNorm operation) {
    return channelNorm;
  }

  @Override
  public StepEmitter visit(Operation.Scale operation) {
    return channelNorm;
  }

  @Override
  public StepEmitter visit(Operation.StochasticDepth operation) {
    return dropout;
  }

  @Override
  public StepEmitter visit(Operation.Input operation) {
    throw new IllegalArgumentException("an input is no step");
  }
}
